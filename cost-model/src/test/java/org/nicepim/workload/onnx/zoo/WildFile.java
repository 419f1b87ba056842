package org.nicepim.workload.onnx.zoo;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.nicepim.testkit.OnnxBuilder;

/**
 * A network that is not in the zoo as an ONNX file, as an exporter would write it, and what is known of it.
 *
 * @param network its name, with its source
 * @param dims values of its open dims
 * @param parameters learned, as published
 * @param macs as published or worked out by hand
 * @param percent by which published multiply-accumulates are rounded or counted otherwise; 0 if worked out
 * @param file writes it
 */
record WildFile(
        String network,
        Map<String, Long> dims,
        long parameters,
        double macs,
        double percent,
        Supplier<OnnxBuilder> file) {
    @Override
    public String toString() {
        return network;
    }

    static Stream<WildFile> all() {
        return Stream.of(classifiers(), images(), pixels(), sequences(), blocks(), quantised())
                .flatMap(List::stream);
    }

    /** Parameters and multiply-accumulates on torchvision's model cards. */
    private static List<WildFile> classifiers() {
        return List.of(
                card("SqueezeNet 1.1", 1_235_496, 0.349, SmallNets::squeezeNet),
                card("ShuffleNet-v2 x1.0", 2_278_604, 0.145, SmallNets::shuffleNetV2),
                card("EfficientNet-B0", 5_288_548, 0.386, SmallNets::efficientNetB0)
                        .open("batch"),
                card("MobileNet-v3-large, opset 12", 5_483_032, 0.217, () -> SmallNets.mobileNetV3(12)),
                card("MobileNet-v3-large, opset 15", 5_483_032, 0.217, () -> SmallNets.mobileNetV3(15)),
                card("ResNet-50 v1.5", 25_557_032, 4.089, TorchResNets::resNet50)
                        .open("batch_size"),
                card("ResNeXt-50 32x4d", 25_028_904, 4.23, TorchResNets::resNext50)
                        .open("batch_size"),
                card("Swin-T", 28_288_354, 4.491, () -> SwinNet.tiny(1)),
                card("ConvNeXt-T", 28_589_128, 4.456, ConvNeXtNet::tiny).open("batch"));
    }

    private static WildFile card(String network, long parameters, double giga, Supplier<OnnxBuilder> file) {
        return new WildFile(network, Map.of(), parameters, giga * 1e9, 0.4, file);
    }

    /** A file whose one open dim is the batch. */
    private WildFile open(String batch) {
        return new WildFile(network, Map.of(batch, 1L), parameters, macs, percent, file);
    }

    /**
     * YOLOv5: the summaries its script prints after fusing, in floating-point operations, two per multiply-accumulate and
     * bias; positions of cells and anchors are stored but not learned. U-Net:
     * parameters as printed for the shared implementation with one class; per pixel of the image 734,976 and 610,048
     * multiply-accumulates. DCGAN: the tutorial's parameters; products of input positions, channels and 4×4 filters.
     */
    private static List<WildFile> images() {
        return List.of(
                new WildFile("YOLOv5n", Map.of(), 1_867_405, 4.5e9 / 2, 2, () -> YoloNet.nano(640)),
                new WildFile("YOLOv5s", Map.of(), 7_225_885, 16.5e9 / 2, 1, () -> YoloNet.small(640)),
                exact(
                        "U-Net by transposed convolution",
                        31_037_633,
                        256 * 256 * 734_976L,
                        () -> UpNets.uNet(false, 256)),
                exact("U-Net by interpolation", 17_262_977, 256 * 256 * 610_048L, () -> UpNets.uNet(true, 256)),
                exact(
                                "DCGAN generator",
                                3_576_704,
                                16L * (100 * 512 + 16 * 512 * 256 + 64 * 256 * 128 + 256 * 128 * 64 + 1024 * 64 * 3),
                                UpNets::dcganGenerator)
                        .open("batch"));
    }

    /**
     * Worked out by hand. ONNX's super-resolution and PyTorch's fast neural style have 59,657 and 1,679,235 parameters by their
     * files.
     */
    private static List<WildFile> pixels() {
        long square = 224 * 224;
        long style = square * (7776 + 18_432 + 7776)
                + square / 4 * (18_432 + 73_728)
                + square / 16 * (73_728 + 10 * 147_456);
        long pooled = 2048 * 256;
        long head = 28 * pooled + 1280 * 256 + 9 * 256 * 256 + 21 * 256;
        return List.of(
                exact("super-resolution", 59_657, square * 59_488, () -> PixelNets.superResolution(false)),
                exact(
                        "super-resolution by DepthToSpace",
                        59_657,
                        square * 59_488,
                        () -> PixelNets.superResolution(true)),
                exact("fast neural style", 1_679_235, style, () -> PixelNets.neuralStyle(224)),
                exact(
                        "DeepLab-v3 head",
                        head + pooled + 21 + 2 * 7 * 256,
                        28 * 28 * head + pooled,
                        PixelNets::deepLabHead),
                exact("YOLOv8 decoder", 64 * 64 + 64 + 16, 6400 * (64 * 64 + 4 * 16), PixelNets::distributionHead),
                exact("Stable Diffusion blocks", diffusionParameters(), diffusionMacs(), DiffusionNet::blocks));
    }

    private static long diffusionParameters() {
        long square = 320 * 320;
        long residual = 4 * 320 + 2 * (9 * square + 320) + 4 * square + 320;
        long attention = 6 * square + 2 * 768 * 320 + 2 * 320;
        return residual + 2 * 320 + 2 * (square + 320) + 6 * 320 + attention + 12 * square + 2560 + 320;
    }

    private static long diffusionMacs() {
        long square = 320 * 320;
        long pixels = 64 * 64;
        long residual = pixels * 18 * square + 4 * square;
        long own = pixels * 4 * square + 2 * pixels * pixels * 320;
        long cross = pixels * 2 * square + 77 * 2 * 768 * 320 + 2 * pixels * 77 * 320;
        return 2 * (residual + own + cross + pixels * (2 + 12) * square);
    }

    /** Parameters as transformers counts them for whisper-tiny, t5-small and albert-base-v2. Of the latter twelve layers share their matrices, which are stored once for each. */
    private static List<WildFile> sequences() {
        return List.of(
                new WildFile(
                        "Whisper-tiny",
                        Map.of("batch", 1L, "tokens", 32L),
                        37_760_640,
                        whisperMacs(32),
                        0,
                        WhisperNet::tiny),
                new WildFile(
                        "T5-small", Map.of("source", 64L, "target", 32L), 60_506_624, t5Macs(64, 32), 0, T5Net::small),
                exact("ALBERT-base", 11_683_584 + 11 * 12 * 768 * 768, albertMacs(128), () -> AlbertNet.base(128)));
    }

    private static long albertMacs(long sequence) {
        long square = 768 * 768;
        return sequence * (128 * 768 + 12 * 12 * square) + 12 * 2 * sequence * sequence * 768 + square;
    }

    private static long whisperMacs(long tokens) {
        long square = 384 * 384;
        long frames = WhisperNet.FRAMES;
        long convolutions = 3 * (2 * frames * 80 * 384 + frames * square);
        long encoder = 4 * (frames * 12 * square + 2 * frames * frames * 384);
        long own = tokens * 4 * square + 2 * tokens * tokens * 384;
        long cross = (tokens + frames) * 2 * square + 2 * tokens * frames * 384;
        return convolutions + encoder + 4 * (own + cross + tokens * 8 * square) + tokens * 384 * 51_865;
    }

    private static long t5Macs(long source, long target) {
        long square = 512 * 512;
        long feedForward = 2 * 512 * 2048;
        long encoder = source * (4 * square + feedForward) + 2 * source * source * 512;
        long own = target * 4 * square + 2 * target * target * 512;
        long cross = (target + source) * 2 * square + 2 * target * source * 512;
        return 6 * (encoder + own + cross + target * feedForward) + target * 512 * 32_128;
    }

    /**
     * Worked out by hand. PointNet's unit matrix is stored like a bias, and counts. The queries of DETR's first layer do not
     * depend on the image, so that their product is no work of the network, but its result is stored.
     */
    private static List<WildFile> blocks() {
        long square = 256 * 256;
        long convolution = 2048 * 256;
        long feedForward = 2 * 256 * 2048;
        long mixed = 2L * 196 * 384 + 2 * 768 * 3072;
        long mixerParameters = 2 * (mixed + 384 + 196 + 3072 + 768 + 4 * 768);
        long reduced = (3136 + 49) * 64 * 64;
        return List.of(
                exact(
                        "MLP-Mixer blocks",
                        mixerParameters,
                        3 * 2 * (768L * 2 * 196 * 384 + 196L * 2 * 768 * 3072),
                        () -> VisionBlocks.mixer(3)),
                exact(
                        "SegFormer attention",
                        4 * (64 * 64 + 64) + 64 * 64 * 64 + 64 + 2 * 64,
                        2 * (2 * reduced + 49L * 64 * 64 * 64 + 2 * 3136L * 49 * 64),
                        () -> VisionBlocks.reducedAttention(2)),
                exact(
                        "attention among channels",
                        288 * 96 + 288 * 9 + 2 + 96 * 96,
                        4096L * (288 * 96 + 288 * 9 + 96 * 96 + 2 * 48 * 96),
                        VisionBlocks::channelAttention),
                exact(
                        "PointNet transform",
                        3 * 64 + 64 + 64 * 1024 + 1024 + 9 * 1024 + 9 + 9 + 3 * 64 + 64,
                        2 * (1024 * (3 * 64 + 64 * 1024 + 9 + 3 * 64) + 9 * 1024),
                        () -> VisionBlocks.pointTransform(2)),
                exact(
                        "frames of a film",
                        27 * 16 + 16 + 160 + 10,
                        2 * 8 * (256 * 27 * 16 + 160),
                        () -> VisionBlocks.framesAsBatch(2)),
                exact(
                        "Falcon-7B attention, decode",
                        4544L * 73 * 64 + 4544 * 4544,
                        2 * (4544L * 73 * 64 + 4544 * 4544 + 2 * 1024 * 4544),
                        () -> LanguageBlocks.multiQueryDecode(2, 1023)),
                exact(
                        "BLOOM attention, decode",
                        4 * (1024 * 1024 + 1024),
                        4 * 1024 * 1024 + 2 * 512 * 1024,
                        () -> LanguageBlocks.transposedCacheDecode(511)),
                exact(
                        "DETR decoder layer",
                        convolution
                                + 256
                                + 100 * 256
                                + 3 * (square + 256)
                                + 512
                                + feedForward
                                + 2048
                                + 256
                                + 256 * 92
                                + 92,
                        625 * convolution
                                + (2 * 625 + 100) * square
                                + 2 * 625 * 100 * 256
                                + 100 * (feedForward + 256 * 92),
                        () -> LanguageBlocks.learnedQueries(1)),
                exact(
                        "attention by Einsum",
                        4 * 512 * 512,
                        2 * (64 * 4 * 512 * 512 + 2 * 64 * 64 * 512),
                        () -> LanguageBlocks.einsum(2, 64)),
                exact(
                        "DLRM",
                        13 * 16 + 16 + 3 * 1000 * 16 + 22 + 1,
                        4 * (13 * 16 + 16 * 16 + 22),
                        () -> LanguageBlocks.recommendation(4)),
                exact(
                        "RoBERTa embeddings",
                        (50_265 + 514 + 2 + 768 + 1) * 768L,
                        2L * 64 * 768 * 768,
                        () -> LanguageBlocks.countedPositions(2, 64)));
    }

    /** Weights and biases; scales and zero points are not learned. */
    private static List<WildFile> quantised() {
        long weights = 256 * 64 + 9 * 64 * 64 + 64 * 256;
        long block = 56 * 56 * weights;
        long wide = 2 * 768 * 3072;
        return List.of(
                exact("ResNet-50 block, QDQ", weights + 384, block, QuantisedNets::blockByPairs),
                exact("ResNet-50 block, QLinear", weights + 384, block, QuantisedNets::blockByIntegers),
                exact(
                        "BERT feed-forward, dynamic range",
                        wide + 3072 + 768,
                        128 * wide,
                        QuantisedNets::feedForwardByDynamicRange));
    }

    private static WildFile exact(String network, long parameters, long macs, Supplier<OnnxBuilder> file) {
        return new WildFile(network, Map.of(), parameters, macs, 0, file);
    }
}
