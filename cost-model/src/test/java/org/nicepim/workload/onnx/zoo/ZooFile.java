package org.nicepim.workload.onnx.zoo;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nicepim.testkit.OnnxBuilder;

/**
 * A network of the zoo as an ONNX file, as an exporter would write it.
 *
 * @param network its name in the zoo
 * @param style which exporter
 * @param batch images or sequences in the file or by its dims
 * @param dims values of its open dims
 * @param file writes it
 */
record ZooFile(String network, String style, int batch, Map<String, Long> dims, Supplier<OnnxBuilder> file) {
    @Override
    public String toString() {
        return network + " by " + style;
    }

    static Stream<ZooFile> all() {
        return imageNets().stream();
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
                torch("mobilenet_v2", "PyTorch, opset 10", 1, () -> ConvNets.mobileNetV2(10)),
                torch("mobilenet_v2", "PyTorch, opset 14", 8, () -> ConvNets.mobileNetV2(14)));
    }

    private static ZooFile fixed(String network, String style, int batch, Supplier<OnnxBuilder> file) {
        return new ZooFile(network, style, batch, Map.of(), file);
    }

    private static ZooFile torch(String network, String style, int batch, Supplier<OnnxBuilder> file) {
        return new ZooFile(network, style, batch, Map.of("batch_size", (long) batch), file);
    }
}
