package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Generation.Phase;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * LLaMA: Touvron et al., "LLaMA: Open and Efficient Foundation Language Models", arXiv 2302.13971, section 2.2; Llama Team,
 * "The Llama 3 Herd of Models", arXiv 2407.21783, section 3.2. See {@link Decoder} for the two phases.
 *
 * <p>Normalisation by the root mean square before the products, rotary position embedding of queries and keys, SwiGLU, no
 * biases, and a table of words that is not shared with the output product. SiLU folds into the gate's product. Keys are
 * cached after their rotation.
 */
final class Llama {
    /** RMS norm per element: square, add up, multiply by the inverse root, scale. */
    private static final int RMS_NORM_OPS = 4;

    /**
     * Rotation per element: multiply it by the cosine and its partner by the sine, add; Su et al., "RoFormer", arXiv
     * 2104.09864, equation 34. Cosines and sines are few and taken as given.
     */
    private static final int ROTARY_OPS = 3;

    /**
     * A published size.
     *
     * @param hidden width
     * @param heads heads of queries, and of keys and values
     * @param feedForward width of gate and up-projection
     * @param vocabulary words
     */
    private record Size(int hidden, Heads heads, int feedForward, int vocabulary) {
        int keyValueWidth() {
            return hidden / heads.queriesPerKeyValue();
        }
    }

    private final WorkloadBuilder net;
    private final Decoder decoder;
    private final Size size;

    private Llama(WorkloadBuilder net, Decoder decoder, Size size) {
        this.net = net;
        this.decoder = decoder;
        this.size = size;
    }

    /** LLaMA-7B: 32 blocks of width 4096 with 32 heads. LLaMA-2-7B has the same shapes. */
    static Network.Sequences of7B(Phase phase) {
        return of(phase, new Size(4096, Heads.multi(32), 11_008, 32_000));
    }

    /** LLaMA-3-8B: 32 blocks of width 4096 with 32 query heads, four of which share keys and values. */
    static Network.Sequences of8B(Phase phase) {
        return of(phase, new Size(4096, new Heads(32, 8), 14_336, 128_256));
    }

    private static Network.Sequences of(Phase phase, Size size) {
        return (net, blocks, sequence) ->
                new Llama(net, new Decoder(net, phase, sequence, size.heads()), size).layers(blocks);
    }

    private void layers(int blocks) {
        Tensor x = net.embedding("embedding", size.vocabulary(), size.hidden(), decoder.newTokens());
        for (int i = 0; i < blocks; i++) {
            String name = "block" + i;
            x = feedForward(name, net.add(name + "_attention_add", x, attention(name, x)));
        }
        decoder.logits(norm("norm", x), size.vocabulary());
    }

    private Tensor attention(String name, Tensor x) {
        Tensor normed = norm(name + "_attention_norm", x);
        Tensor query = product(name + "_query", normed, size.hidden());
        Tensor key = product(name + "_key", normed, size.keyValueWidth());
        Tensor value = product(name + "_value", normed, size.keyValueWidth());
        Tensor rotated = net.reduction(name + "_query_rotary", query, 0, ROTARY_OPS);
        Tensor rotatedKey = net.reduction(name + "_key_rotary", key, 0, ROTARY_OPS);
        return product(name + "_attention_output", decoder.context(name, rotated, rotatedKey, value), size.hidden());
    }

    private Tensor feedForward(String name, Tensor x) {
        Tensor normed = norm(name + "_feed_forward_norm", x);
        Tensor gate = product(name + "_gate", normed, size.feedForward());
        Tensor up = product(name + "_up", normed, size.feedForward());
        Tensor down = product(name + "_down", net.add(name + "_gated", gate, up), size.hidden());
        return net.add(name + "_output_add", x, down);
    }

    private Tensor norm(String name, Tensor x) {
        return net.reduction(name, x, size.hidden(), RMS_NORM_OPS);
    }

    private Tensor product(String name, Tensor x, int outputs) {
        return net.sequenceProduct(name, x, outputs, Affine.NONE);
    }
}
