package org.nicepim.workload.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerType;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadStatistics;

/** Do the networks have the multiply-accumulates, parameters, layers and feature maps that the literature states? */
class PublishedFiguresTest {
    /**
     * Convolutions and fully connected layers of one image. Sources: nn_dataflow's own networks, summed (AlexNet, VGG,
     * GoogLeNet, ResNet-50 and -152); torchvision's model cards state ResNet-18 as 1.814 and MobileNet-v2 as 0.301 G,
     * whose exact sums are the two given here (the paper's figure for MobileNet-v2 is 300 M).
     */
    @ParameterizedTest
    @CsvSource({
        "alexnet,        724_406_816",
        "vgg16,       15_470_264_320",
        "googlenet,    1_582_671_872",
        "resnet18,     1_814_073_344",
        "resnet50,     3_857_973_248",
        "resnet152,   11_282_415_616",
        "mobilenet_v2,   300_774_272",
    })
    void macs(String name, String published) {
        assertThat(Zoo.create(name, 1).macs()).isEqualTo(Long.parseLong(published.replace("_", "")));
    }

    /**
     * Sources: torchvision's model cards ({@code num_params}) for VGG-16, the ResNets, DenseNet-121 and MobileNet-v2; transformers'
     * {@code bert-base-uncased} and {@code bert-large-uncased} with pooler and without task heads (the paper rounds to 110 M
     * and 340 M); Caffe's reference models for AlexNet (the paper: "60 million") and GoogLeNet.
     *
     * <p>AlexNet is the grouped original: torchvision's single-column variant has 61,100,840. GoogLeNet is the original with
     * biases, 6,990,272 weights and 8,280 biases: torchvision's has batch normalisation instead, and by a slip that it keeps
     * for its trained weights 3×3 filters in the 5×5 branch, 6,624,904 in all.
     *
     * <p>Inception-v3: torchvision's 27,161,264 less the 3,326,696 of the auxiliary head. ZFNet: figure 3 of the paper, the
     * count of the imgclsmob model zoo. DarkNet-19: table 6 of the paper, summed; the last convolution has a bias.
     *
     * <p>NASNet-A: imgclsmob's counts (models nasnet_4a1056 and nasnet_6a4032); the paper's 5.3 M and 88.9 M count running
     * statistics of batch normalisation too. ViT-B/16: torchvision's card. GPT-2: transformers' {@code gpt2}; the paper's 117 M
     * is a slip that OpenAI's repository corrects to 124 M. LLaMA-7B: calflops' table and transformers' {@code llama-7b} (the
     * paper: 6.7 B). LLaMA-3-8B: transformers' {@code Meta-Llama-3-8B}.
     */
    @ParameterizedTest
    @CsvSource({
        "alexnet,       60_965_224",
        "vgg16,        138_357_544",
        "googlenet,      6_998_552",
        "resnet18,      11_689_512",
        "resnet50,      25_557_032",
        "resnet152,     60_192_808",
        "mobilenet_v2,   3_504_872",
        "bert_base,    109_482_240",
        "bert_large,   335_141_888",
        "zfnet,         62_357_608",
        "inception_v3,  23_834_568",
        "darknet19,     20_842_376",
        "densenet121,    7_978_856",
        "nasnet_a_mobile,     5_289_978",
        "nasnet_a_large,     88_753_150",
        "vit_b16,            86_567_656",
        "gpt2_prefill,      124_439_808",
        "gpt2_decode,       124_439_808",
        "llama_7b_prefill, 6_738_415_616",
        "llama_7b_decode,  6_738_415_616",
        "llama3_8b_prefill, 8_030_261_248",
        "llama3_8b_decode,  8_030_261_248",
    })
    void parameters(String name, String published) {
        assertThat(Zoo.create(name, 1).parameters()).isEqualTo(Long.parseLong(published.replace("_", "")));
    }

    /**
     * Published roundings. Inception-v3, DenseNet-121 and ViT-B/16: torchvision's cards. DarkNet-19: "5.58 billion operations",
     * two per MAC (section 3 of the paper). ZFNet: imgclsmob's 1.17033 G, which adds biases and activations. NASNet-A: tables 2
     * and 3 of the paper.
     */
    @ParameterizedTest
    @CsvSource({
        "inception_v3, 5_713_216_096, 5.713,   0.01",
        "densenet121,  2_834_161_664, 2.834,   0.01",
        "darknet19,    2_790_989_824, 2.79,    0.1",
        "zfnet,        1_168_032_896, 1.17033, 0.25",
        "nasnet_a_mobile, 563_638_816, 0.564,  0.1",
        "nasnet_a_large, 23_783_414_658, 23.8, 0.1",
        "vit_b16,     17_563_828_224, 17.564,  0.01",
    })
    void macsAreRoundedByTheirSources(String name, String exact, double published, double percent) {
        long macs = Zoo.create(name, 1).macs();
        assertThat(macs).isEqualTo(Long.parseLong(exact.replace("_", "")));
        assertThat(macs / 1e9).isCloseTo(published, Percentage.withPercentage(percent));
    }

    /**
     * Torchvision's cards state 4.089 and 11.514 G for ResNet-50 and -152, because it strides in the 3×3 convolution (v1.5):
     * in each of three stages the first 1×1 then works on four times the positions.
     */
    @ParameterizedTest
    @CsvSource({"resnet50, 4.089", "resnet152, 11.514"})
    void resNetsDifferFromTorchvisionByTheStride(String name, double published) {
        long perStage = 3L * (256 * 128) * 28 * 28;
        assertThat((512L * 256) * 3 * 14 * 14).isEqualTo(perStage);
        assertThat((1024L * 512) * 3 * 7 * 7).isEqualTo(perStage);
        double giga = (Zoo.create(name, 1).macs() + 3 * perStage) / 1e9;
        assertThat(giga).isCloseTo(published, within(0.0006));
    }

    /**
     * Counted in the papers' tables: convolutions, matrix and attention products, pooling, additions, reductions.
     *
     * <p>NASNet-A: 21 convolutions per cell (five separable ones, twice two each, and the squeeze), one or two that adjust what
     * a cell reads of the cell before the last (but in the first cell), and the stem. Poolings per normal cell 2, per reduction
     * cell 3. GPT-2: one element-wise layer per block copies keys and values. LLaMA: per block seven products, two additions and
     * a gate, two normalisations, two rotations and the softmax.
     */
    @ParameterizedTest
    @CsvSource({
        "alexnet,       5,   3,  0,  3,  0,  2",
        "vgg16,        13,   3,  0,  5,  0,  0",
        "googlenet,    57,   1,  0, 14,  0,  2",
        "resnet18,     20,   1,  0,  2,  8,  0",
        "resnet50,     53,   1,  0,  2, 16,  0",
        "resnet152,   155,   1,  0,  2, 50,  0",
        "mobilenet_v2, 52,   1,  0,  1, 10,  0",
        "bert_base,     0,  73, 24,  0, 25, 37",
        "bert_large,    0, 145, 48,  0, 49, 73",
        "zfnet,         5,   3,  0,  3,  0,  2",
        "inception_v3, 94,   1,  0, 14,  0,  0",
        "darknet19,    19,   0,  0,  6,  0,  0",
        "densenet121, 120,   1,  0,  5,  0,  1",
        "nasnet_a_mobile, 356, 1, 0, 37,  80,  0",
        "nasnet_a_large, 488,  1,  0, 49, 110,  0",
        "vit_b16,       1,  49, 24,  0, 25, 37",
        "gpt2_prefill,  0,  49, 24,  0, 37, 37",
        "gpt2_decode,   0,  49, 24,  0, 37, 37",
        "llama_7b_prefill, 0, 225, 64, 0, 96, 161",
        "llama3_8b_decode, 0, 225, 64, 0, 96, 161",
    })
    void layersByType(String name, int conv, int product, int attention, int pooling, int addition, int reduction) {
        Workload workload = Zoo.create(name, 1);
        assertThat(count(workload, LayerType.CONVOLUTION)).isEqualTo(conv);
        assertThat(count(workload, LayerType.MATRIX_PRODUCT)).isEqualTo(product);
        assertThat(workload.layers().stream().filter(l -> l.type().isAttention()))
                .hasSize(attention);
        assertThat(count(workload, LayerType.POOLING)).isEqualTo(pooling);
        assertThat(count(workload, LayerType.ELEMENTWISE)).isEqualTo(addition);
        assertThat(count(workload, LayerType.REDUCTION)).isEqualTo(reduction);
    }

    private static long count(Workload workload, LayerType type) {
        return workload.layers().stream().map(Layer::type).filter(type::equals).count();
    }

    /**
     * By hand: normalisation of 96×55²; second convolution of 64×224²; normalisation of 192×56²; pooling 64×112² to 56²;
     * shortcut, residual and sum of 256×56²; depthwise 96×112² to 56²; x, q, k, v and the scores of all heads; pooling 96×110²
     * to 55²; third convolution of 147² from 32 to 64 channels; pooling 32×224² to 112²; 256 to 128 channels of 56².
     *
     * <p>NASNet-A mobile: in the first reduction cell its 32×111², five maps of 11×56² and a depthwise 32×56². Large: in the
     * first reduction cell of 42² both inputs with six maps of 168 channels each, and twice 336 channels. ViT: scores of all
     * heads, in and out of the softmax, x, q, k, v.
     */
    @ParameterizedTest
    @CsvSource({
        "alexnet,        580_800",
        "vgg16,        6_422_528",
        "googlenet,    1_204_224",
        "resnet18,     1_003_520",
        "resnet50,     2_408_448",
        "resnet152,    2_408_448",
        "mobilenet_v2, 1_505_280",
        "bert_base,      589_824",
        "bert_large,     786_432",
        "zfnet,        1_452_000",
        "inception_v3, 2_074_464",
        "darknet19,    2_007_040",
        "densenet121,  1_204_224",
        "nasnet_a_mobile, 667_104",
        "nasnet_a_large, 4_741_632",
        "vit_b16,      1_536_600",
    })
    void peakLiveWords(String name, String words) {
        assertThat(WorkloadStatistics.of(Zoo.create(name, 1)).peakLiveWords())
                .isEqualTo(Long.parseLong(words.replace("_", "")));
    }

    /** Output sizes in the papers: AlexNet figure 2, VGG and ResNet table 1, GoogLeNet table 1, MobileNet-v2 table
     * 2, ZFNet figure 3, Inception-v3 table 1, DarkNet-19 table 6, DenseNet-121 table 1; for NASNet-A 4 @ 1056 and 6 @ 4032
     * are filters behind the last cell, four or six per branch. */
    @ParameterizedTest
    @CsvSource({
        "alexnet,      conv1,               96,  55",
        "alexnet,      pool1,               96,  27",
        "alexnet,      conv5,              256,  13",
        "alexnet,      pool5,              256,   6",
        "alexnet,      fc8,               1000,   1",
        "vgg16,        pool1,               64, 112",
        "vgg16,        conv5_3,            512,  14",
        "vgg16,        pool5,              512,   7",
        "googlenet,    conv1,               64, 112",
        "googlenet,    pool1,               64,  56",
        "googlenet,    pool2,              192,  28",
        "googlenet,    pool3,              480,  14",
        "googlenet,    pool4,              832,   7",
        "googlenet,    pool5,             1024,   1",
        "resnet18,     conv1,               64, 112",
        "resnet18,     conv2_2_add,         64,  56",
        "resnet18,     conv5_2_add,        512,   7",
        "resnet50,     pool1,               64,  56",
        "resnet50,     conv2_3_add,        256,  56",
        "resnet50,     conv3_1_a,          128,  28",
        "resnet50,     conv3_4_add,        512,  28",
        "resnet50,     conv4_6_add,       1024,  14",
        "resnet50,     conv5_3_add,       2048,   7",
        "resnet152,    conv4_36_add,      1024,  14",
        "mobilenet_v2, conv1,               32, 112",
        "mobilenet_v2, block1_project,      16, 112",
        "mobilenet_v2, block3_add,          24,  56",
        "mobilenet_v2, block17_project,    320,   7",
        "mobilenet_v2, conv_last,         1280,   7",
        "zfnet,        conv1,               96, 110",
        "zfnet,        pool1,               96,  55",
        "zfnet,        conv2,              256,  26",
        "zfnet,        pool2,              256,  13",
        "zfnet,        pool5,              256,   6",
        "inception_v3, conv2b,              64, 147",
        "inception_v3, pool1,               64,  73",
        "inception_v3, pool2,              192,  35",
        "inception_v3, mixed6b_1x1,        192,  17",
        "inception_v3, mixed7c_1x1,        320,   8",
        "inception_v3, pool,              2048,   1",
        "densenet121,  dense1_6_3x3,        32,  56",
        "densenet121,  transition1_conv,   128,  56",
        "densenet121,  transition3_pool,   512,   7",
        "densenet121,  norm5,             1024,   7",
        "darknet19,    conv6_5,           1024,   7",
        "darknet19,    pool6,             1000,   1",
        "nasnet_a_mobile, stem,             32, 111",
        "nasnet_a_mobile, normal1_1_add1,   44,  28",
        "nasnet_a_mobile, normal3_4_add5,  176,   7",
        "nasnet_a_mobile, pool,           1056,   1",
        "nasnet_a_large, stem,              96, 165",
        "nasnet_a_large, normal1_1_add1,   168,  42",
        "nasnet_a_large, normal3_6_add5,   672,  11",
        "nasnet_a_large, pool,            4032,   1",
        "vit_b16,      embedding_patch,    768,  14",
    })
    void stagesHaveTheirPublishedShapes(String name, String layer, int channels, int size) {
        var ofmap = Zoo.create(name, 1).tensor(layer);
        assertThat(ofmap.channels()).isEqualTo(channels);
        assertThat(ofmap.rows()).isEqualTo(size);
        assertThat(ofmap.cols()).isEqualTo(size);
    }
}
