package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * A transformer block that normalises before its products: {@code y = x + attention(norm(x))}, {@code y + mlp(norm(y))}.
 * One product makes queries, keys and values, side by side on the channels; the feed-forward layer is four times as wide.
 *
 * <p>GELU and biases fold into the products.
 *
 * @param net the network that is being written
 * @param hidden width
 * @param attention between queries, keys and values
 */
record PreNormBlock(WorkloadBuilder net, int hidden, FusedAttention attention) {
    /** Attention over the output of one product. */
    interface FusedAttention {
        /** The context of each query in a tensor that holds queries, keys and values. */
        Tensor context(String name, Tensor queriesKeysValues);
    }

    Tensor append(String name, Tensor x) {
        Tensor attended = attention.context(name, product(name + "_qkv", norm(name + "_norm1", x), 3 * hidden));
        Tensor projected = product(name + "_attention_output", attended, hidden);
        Tensor middle = net.add(name + "_attention_add", x, projected);
        Tensor wide = product(name + "_feed_forward_in", norm(name + "_norm2", middle), 4 * hidden);
        return net.add(name + "_output_add", middle, product(name + "_feed_forward_out", wide, hidden));
    }

    private Tensor norm(String name, Tensor x) {
        return net.layerNorm(name, x);
    }

    private Tensor product(String name, Tensor x, int outputs) {
        return net.sequenceProduct(name, x, outputs, Affine.BIAS);
    }
}
