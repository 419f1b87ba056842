package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do products of two activations get the loops of multi-head, grouped-query and multi-query attention? */
class AttentionTest {
    private static final int BATCH = 3;
    private static final int WIDTH = 16;

    @ParameterizedTest(name = "{0} query heads, {1} key/value heads, {2} queries, {3} keys")
    @CsvSource({"8, 8, 10, 10", "8, 2, 10, 10", "8, 1, 1, 40", "1, 1, 5, 7"})
    void loopsHoldBatchAndHeads(int query, int keyValue, int queries, int keys) {
        Heads heads = new Heads(query, keyValue);
        WorkloadBuilder net = new WorkloadBuilder("attention", BATCH);
        Tensor q = net.input("q", query * WIDTH, queries, 1);
        Tensor k = net.input("k", keyValue * WIDTH, keys, 1);
        Tensor v = net.input("v", keyValue * WIDTH, keys, 1);
        Tensor scores = net.attentionScores("scores", q, k, heads);
        Tensor context = net.attentionContext("context", net.softmax("softmax", scores), v, heads);
        net.sequenceProduct("out", context, 32, Affine.NONE);
        Workload workload = net.build();

        int shared = query / keyValue;
        assertThat(workload.layer("scores").dims())
                .isEqualTo(new LayerDims(1, BATCH * keyValue, keys, WIDTH, shared * queries, 1, 1, 1));
        assertThat(workload.layer("context").dims())
                .isEqualTo(new LayerDims(1, BATCH * keyValue, WIDTH, keys, shared * queries, 1, 1, 1));
        assertThat(context.shape()).isEqualTo(q.shape());
        // Every query head of every sample multiplies queries × keys × width, twice; sharing keys saves no arithmetic.
        assertThat(workload.layer("scores").macs()).isEqualTo((long) BATCH * query * queries * keys * WIDTH);
        assertThat(workload.layer("context").macs()).isEqualTo((long) BATCH * query * queries * keys * WIDTH);
        assertThat(workload.layer("softmax").dims().points()).isEqualTo((long) BATCH * query * queries * keys);
    }

    @Test
    void refusesHeadsThatDoNotFit() {
        WorkloadBuilder net = new WorkloadBuilder("net", 1);
        Tensor q = net.input("q", 64, 4, 1);
        Tensor k = net.input("k", 48, 4, 1);
        assertThatThrownBy(() -> new Heads(8, 3)).hasMessageContaining("must divide");
        assertThatThrownBy(() -> net.attentionScores("s", q, k, Heads.multi(5)))
                .hasMessage("net: s: 5 heads must divide 64 channels");
        assertThatThrownBy(() -> net.attentionScores("s", q, k, Heads.multi(4)))
                .hasMessageContaining("differ in batch or head width");
        assertThatThrownBy(() -> net.attentionContext("c", q, k, Heads.multi(4)))
                .hasMessageContaining("do not fit");
        assertThatThrownBy(() -> net.attentionScores("s", q, Tensor.concat(k, k), Heads.multi(4)))
                .hasMessageContaining("net: s:");
    }
}
