package org.nicepim.workload.zoo;

import org.nicepim.workload.Affine;
import org.nicepim.workload.Heads;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * The BERT encoder with embeddings and pooler, without task heads: Devlin et al., "BERT: Pre-training of Deep
 * Bidirectional Transformers for Language Understanding", NAACL 2019; uncased vocabulary.
 *
 * <p>Activations (GELU, tanh), scaling by 1/√d and biases fold into the matrix products.
 */
final class Bert {
    /** Positions that it has learned. */
    static final int POSITIONS = 512;

    private static final int VOCABULARY = 30_522;
    private static final int TOKEN_TYPES = 2;

    private final WorkloadBuilder net;
    private final int hidden;
    private final Attention attention;

    private Bert(WorkloadBuilder net, int hidden, Heads heads) {
        this.net = net;
        this.hidden = hidden;
        this.attention = new Attention(net, heads);
    }

    /** BERT-base: 12 blocks of width 768 with 12 heads. */
    static void base(WorkloadBuilder net, int blocks, int sequence) {
        new Bert(net, 768, Heads.multi(12)).layers(blocks, sequence);
    }

    /** BERT-large: 24 blocks of width 1024 with 16 heads. */
    static void large(WorkloadBuilder net, int blocks, int sequence) {
        new Bert(net, 1024, Heads.multi(16)).layers(blocks, sequence);
    }

    private void layers(int blocks, int sequence) {
        Tensor x = embeddings(sequence);
        for (int i = 0; i < blocks; i++) {
            x = encoder("layer" + i, x);
        }
        net.firstPositionProduct("pooler", x, hidden, Affine.BIAS);
    }

    private Tensor embeddings(int sequence) {
        Tensor sum = net.add(
                "embedding_add",
                net.embedding("embedding_word", VOCABULARY, hidden, sequence),
                net.embedding("embedding_position", POSITIONS, hidden, sequence),
                net.embedding("embedding_type", TOKEN_TYPES, hidden, sequence));
        return net.layerNorm("embedding_norm", sum);
    }

    private Tensor encoder(String name, Tensor x) {
        Tensor attended = net.sequenceProduct(name + "_attention_output", context(name, x), hidden, Affine.BIAS);
        Tensor middle = net.layerNorm(name + "_attention_norm", net.add(name + "_attention_add", x, attended));
        Tensor wide = net.sequenceProduct(name + "_feed_forward_in", middle, 4 * hidden, Affine.BIAS);
        Tensor out = net.sequenceProduct(name + "_feed_forward_out", wide, hidden, Affine.BIAS);
        return net.layerNorm(name + "_output_norm", net.add(name + "_output_add", middle, out));
    }

    private Tensor context(String name, Tensor x) {
        Tensor query = net.sequenceProduct(name + "_query", x, hidden, Affine.BIAS);
        Tensor key = net.sequenceProduct(name + "_key", x, hidden, Affine.BIAS);
        Tensor value = net.sequenceProduct(name + "_value", x, hidden, Affine.BIAS);
        return attention.context(name, query, key, value);
    }
}
