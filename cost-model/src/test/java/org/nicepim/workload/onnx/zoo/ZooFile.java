package org.nicepim.workload.onnx.zoo;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nicepim.testkit.OnnxBuilder;
import org.nicepim.workload.onnx.proto.NodeProto;

/**
 * A network of the zoo as an ONNX file, as an exporter would write it.
 *
 * @param network its name in the zoo
 * @param style which exporter
 * @param batch images or sequences in the file or by its dims
 * @param dims values of its open dims
 * @param file writes it
 */
public record ZooFile(String network, String style, int batch, Map<String, Long> dims, Supplier<OnnxBuilder> file) {
    @Override
    public String toString() {
        return network + " by " + style;
    }

    /** All files. */
    public static Stream<ZooFile> all() {
        return Stream.of(imageNets(), encoders(), decoders()).flatMap(List::stream);
    }

    /**
     * Files that compute what the network of the zoo computes, and no more than a softmax at the end: not NASNet, which adds
     * poolings to themselves, and not language models, whose exporters write embeddings, masks and rotations in many ways.
     */
    static Stream<ZooFile> ofSameArithmetic() {
        return all().filter(file -> !file.network.matches("(nasnet|bert|gpt2|llama).*"));
    }

    /** Whether the last node is a softmax over the classes. */
    boolean endsInSoftmax() {
        List<NodeProto> nodes = file.get().graph().getNodeList();
        return nodes.get(nodes.size() - 1).getOpType().equals("Softmax");
    }

    private static List<ZooFile> imageNets() {
        return List.of(
                fixed("alexnet", "Caffe2, opset 7", 1, () -> CaffeNets.alexNet(1)),
                fixed("zfnet", "Caffe2, opset 8", 2, () -> CaffeNets.zfNet(2)),
                fixed("googlenet", "Caffe2, opset 9", 1, () -> CaffeNets.googLeNet(1)),
                new ZooFile("vgg16", "tf2onnx, opset 9", 2, Map.of("unk__616", 2L), KerasNets::vgg16),
                new ZooFile("resnet50", "tf2onnx, opset 9", 1, Map.of("N", 1L), () -> KerasNets.resNet50(9)),
                new ZooFile("resnet50", "tf2onnx, opset 18", 4, Map.of("N", 4L), () -> KerasNets.resNet50(18)),
                torch("resnet18", "PyTorch, opset 11", 1, TorchResNets::resNet18),
                torch("resnet152", "PyTorch, opset 18", 2, TorchResNets::resNet152),
                torch("inception_v3", "PyTorch, opset 12", 1, InceptionV3Net::write),
                new ZooFile("densenet121", "PyTorch, opset 10", 3, Map.of("batch", 3L), ConvNets::denseNet121),
                fixed("darknet19", "a Darknet converter, opset 8", 1, () -> ConvNets.darkNet19(1)),
                new ZooFile("nasnet_a_mobile", "tf2onnx, opset 12", 2, Map.of("N", 2L), NasNets::mobile),
                new ZooFile("nasnet_a_large", "tf2onnx, opset 12", 1, Map.of("N", 1L), NasNets::large),
                torch("mobilenet_v2", "PyTorch, opset 10", 1, () -> ConvNets.mobileNetV2(10)),
                torch("mobilenet_v2", "PyTorch, opset 14", 8, () -> ConvNets.mobileNetV2(14)));
    }

    private static List<ZooFile> encoders() {
        return List.of(
                new ZooFile(
                        "bert_base",
                        "PyTorch, opset 11",
                        2,
                        Map.of("batch", 2L, "sequence", 128L),
                        BertNets::baseByTorch),
                fixed("bert_base", "tf2onnx, opset 10", 2, () -> BertNets.baseByTensorFlow(2, 128)),
                fixed("bert_large", "PyTorch, opset 20", 1, () -> BertNets.largeByDynamo(1, 128)),
                new ZooFile("vit_b16", "timm, opset 17", 2, Map.of("batch", 2L), VisionTransformers::byTimm),
                fixed("vit_b16", "torchvision, opset 14", 1, () -> VisionTransformers.byTorchvision(1)),
                fixed("vit_b16", "torchvision, opset 14", 2, () -> VisionTransformers.byTorchvision(2)));
    }

    private static List<ZooFile> decoders() {
        return List.of(
                decoder("gpt2_prefill", "PyTorch, opset 11", 1, 1024, () -> Gpt2Nets.prefill(12)),
                decoder("gpt2_decode", "PyTorch, opset 13", 2, 1024, () -> Gpt2Nets.decode(12)),
                decoder("llama_7b_prefill", "PyTorch, opset 14", 1, 2048, () -> LlamaNets.of7B(14, false, 32)),
                decoder("llama_7b_decode", "PyTorch, opset 21", 4, 2048, () -> LlamaNets.of7B(21, true, 32)),
                decoder("llama3_8b_prefill", "PyTorch, opset 18", 1, 2048, () -> LlamaNets.of8B(18, false, 32)),
                decoder("llama3_8b_decode", "PyTorch, opset 17", 2, 2048, () -> LlamaNets.of8B(17, true, 32)),
                decoder(
                        "llama3_8b_prefill",
                        "newer PyTorch, opset 20",
                        2,
                        2048,
                        () -> LlamaNets.newer8B(20, false, 32)),
                decoder("llama3_8b_decode", "newer PyTorch, opset 20", 2, 2048, () -> LlamaNets.newer8B(20, true, 32)));
    }

    private static ZooFile decoder(String network, String style, int batch, long sequence, Supplier<OnnxBuilder> file) {
        Map<String, Long> dims = network.endsWith("decode")
                ? Map.of("batch_size", (long) batch, "past_sequence_length", sequence - 1)
                : Map.of("batch_size", (long) batch, "sequence_length", sequence);
        return new ZooFile(network, style, batch, dims, file);
    }

    private static ZooFile fixed(String network, String style, int batch, Supplier<OnnxBuilder> file) {
        return new ZooFile(network, style, batch, Map.of(), file);
    }

    private static ZooFile torch(String network, String style, int batch, Supplier<OnnxBuilder> file) {
        return new ZooFile(network, style, batch, Map.of("batch_size", (long) batch), file);
    }
}
