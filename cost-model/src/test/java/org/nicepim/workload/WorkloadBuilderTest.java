package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Are shapes inferred, and mistakes named? */
class WorkloadBuilderTest {
    private static final Kernel THREE = Kernel.square(3).pad(1);

    private WorkloadBuilder net = new WorkloadBuilder("net", 2);
    private Tensor image = net.input("image", 8, 10, 12);

    @BeforeEach
    void startAnew() {
        net = new WorkloadBuilder("net", 2);
        image = net.input("image", 8, 10, 12);
    }

    @Test
    void convolutions() {
        Tensor a = net.groupedConv("a", image, 16, 4, THREE.stride(2), Affine.BATCH_NORM);
        Tensor b = net.depthwise("b", a, THREE.dilation(2).pad(2), Affine.BIAS);
        Workload workload = net.build();
        assertThat(net.batch()).isEqualTo(2);
        assertThat(a.shape()).isEqualTo(new FeatureMap(2, 16, 5, 6));
        assertThat(b.shape()).isEqualTo(a.shape());
        assertThat(workload.layer("a").dims()).isEqualTo(new LayerDims(2, 4, 4, 2, 5, 6, 3, 3));
        assertThat(workload.layer("a").parameters()).isEqualTo(4 * 4 * 2 * 9 + 2 * 16);
        assertThat(workload.layer("b").dims()).isEqualTo(new LayerDims(2, 16, 1, 1, 5, 6, 3, 3));
        assertThat(workload.layer("b").parameters()).isEqualTo(16 * 9 + 16);
    }

    @Test
    void preNormalisationCountsPerInputChannel() {
        net.preNormConv("a", image, 16, Kernel.square(1), Affine.BATCH_NORM);
        assertThat(net.build().layer("a").parameters()).isEqualTo(16 * 8 + 2 * 8 + 2 * 16);
    }

    @Test
    void paddingMayDifferPerSide() {
        Tensor same = net.conv("same", image, 4, Kernel.square(3).stride(2).same(image.shape()), Affine.NONE);
        assertThat(same.shape()).isEqualTo(new FeatureMap(2, 4, 5, 6));
        Window window = net.build().layer("same").window();
        assertThat(window.padTop()).isZero();
        assertThat(window.endRow(5, 3)).isEqualTo(10);
    }

    @Test
    void fullyConnectedFlattensPerSample() {
        Tensor flat = net.fullyConnected("fc", image, 5, Affine.BIAS);
        assertThat(flat.shape()).isEqualTo(new FeatureMap(2, 5, 1, 1));
        assertThat(net.build().layer("fc").dims()).isEqualTo(new LayerDims(2, 1, 5, 960, 1, 1, 1, 1));
    }

    @Test
    void poolsKeepChannelsOnG() {
        net.pool("pool", image, Kernel.square(3).stride(2).ceil());
        net.globalPool("global", image);
        Workload workload = net.build();
        assertThat(workload.layer("pool").dims()).isEqualTo(new LayerDims(2, 8, 1, 1, 5, 6, 3, 3));
        assertThat(workload.layer("global").dims()).isEqualTo(new LayerDims(2, 8, 1, 1, 1, 1, 10, 12));
        assertThat(workload.layer("global").vectorOps()).isEqualTo(image.shape().words());
    }

    @Test
    void concatenationFoldsIntoItsConsumers() {
        Tensor a = net.conv("a", image, 4, THREE, Affine.NONE);
        Tensor all = Tensor.concat(image, Tensor.concat(a, image));
        assertThat(all.parts()).extracting(Tensor.Part::producer).containsExactly("image", "a", "image");
        assertThat(net.conv("b", all, 3, THREE, Affine.NONE).shape().channels()).isEqualTo(3);
        assertThat(net.build().layer("b").dims().c()).isEqualTo(20);
        assertThat(net.build().layer("b").inputs())
                .extracting(input -> input.place().from().channel())
                .containsExactly(0, 8, 12);
    }

    @Test
    void concatenationNeedsEqualRowsColumnsAndBatch() {
        Tensor small = net.conv("small", image, 4, THREE.stride(2), Affine.NONE);
        assertThatThrownBy(() -> Tensor.concat(image, small)).hasMessageContaining("along CHANNEL differ elsewhere");
        assertThatThrownBy(Tensor::concat).hasMessageContaining("needs a part");
    }

    @Test
    void additionReadsConcatenationsAndRepeatsExtentsOfOne() {
        Tensor a = net.conv("a", image, 4, THREE, Affine.NONE);
        Tensor gate = net.globalPool("gate", image);
        Tensor sum = net.add("sum", Tensor.concat(a, a), image, gate);
        assertThat(sum.shape()).isEqualTo(image.shape());
        Layer layer = net.build().layer("sum");
        assertThat(layer.vectorOps()).isEqualTo(3 * image.shape().words());
        assertThat(layer.ifmapReads()).isEqualTo(2 + 1 / 120.0);
    }

    @Test
    void additionRefusesOtherShapes() {
        Tensor a = net.conv("a", image, 4, THREE, Affine.NONE);
        assertThatThrownBy(() -> net.add("sum", image, a))
                .hasMessageStartingWith("net: sum: element-wise inputs differ in shape: ");
        assertThatThrownBy(() -> net.add("sum")).hasMessage("net: sum: an element-wise layer needs an input");
    }

    @Test
    void reductionsStateTheirOperations() {
        Tensor words = net.embedding("words", 100, 6, 7);
        net.layerNorm("norm", words);
        net.softmax("softmax", words);
        net.localResponseNorm("lrn", image, 5);
        Workload workload = net.build();
        assertThat(workload.layer("words").dims()).isEqualTo(new LayerDims(2, 6, 1, 1, 7, 1, 1, 1));
        assertThat(workload.layer("words").parameters()).isEqualTo(600);
        assertThat(workload.layer("norm").parameters()).isEqualTo(12);
        assertThat(workload.layer("norm").vectorOps()).isEqualTo(7 * 2 * 6 * 7);
        assertThat(workload.layer("softmax").vectorOps()).isEqualTo(5 * 2 * 6 * 7);
        assertThat(workload.layer("lrn").opsPerPoint()).isEqualTo(9);
    }

    @Test
    void sequencesCarryPositionsOnRows() {
        Tensor words = net.embedding("words", 100, 6, 7);
        assertThat(net.sequenceProduct("all", words, 9, Affine.BIAS).shape()).isEqualTo(new FeatureMap(2, 9, 7, 1));
        assertThat(net.firstPositionProduct("first", words, 9, Affine.BIAS).shape())
                .isEqualTo(new FeatureMap(2, 9, 1, 1));
        Layer first = net.build().layer("first");
        assertThat(first.macs()).isEqualTo(2 * 6 * 9);
        assertThat(first.window().endRow(1, 1)).as("rows that are read").isEqualTo(1);
        assertThatThrownBy(() -> net.sequenceProduct("no", image, 9, Affine.NONE))
                .hasMessageStartingWith("net: no: a sequence has one column");
    }

    @Test
    void namesAndTensorsAreChecked() {
        net.conv("a", image, 4, THREE, Affine.NONE);
        assertThatThrownBy(() -> net.conv("a", image, 4, THREE, Affine.NONE))
                .hasMessage("net: a: the name stands twice");
        Tensor foreign = new WorkloadBuilder("other", 2).input("theirs", 8, 10, 12);
        assertThatThrownBy(() -> net.conv("b", foreign, 4, THREE, Affine.NONE)).hasMessageContaining("input theirs");
        assertThatThrownBy(() -> net.groupedConv("c", image, 9, 2, THREE, Affine.NONE))
                .hasMessage("net: c: 2 groups must divide 8 input and 9 output channels");
        assertThatThrownBy(() -> net.pool("d", image, Kernel.square(11))).hasMessageStartingWith("net: d: a window");
        assertThatThrownBy(() -> new WorkloadBuilder("w", 0)).hasMessageContaining("batch must be at least 1");
        assertThat(net.build().layers()).as("refused layers leave no trace").hasSize(1);
    }
}
