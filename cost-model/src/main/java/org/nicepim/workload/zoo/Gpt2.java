package org.nicepim.workload.zoo;

import org.nicepim.workload.Generation.Phase;
import org.nicepim.workload.Heads;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * GPT-2: Radford et al., "Language Models are Unsupervised Multitask Learners", OpenAI 2019, and its published code. See
 * {@link Decoder} for the two phases.
 *
 * <p>The output product owns the table of words that the look-up shares. As in the published code, one product makes
 * queries, keys and values, and keys and values are copied out of it into the cache ({@code present}), one operation per
 * word: else the queries would stay in DRAM with them.
 */
final class Gpt2 {
    /** Positions that it has learned. */
    static final int POSITIONS = 1024;

    private static final int VOCABULARY = 50_257;

    private final WorkloadBuilder net;
    private final Decoder decoder;
    private final int hidden;

    private Gpt2(WorkloadBuilder net, Decoder decoder, int hidden) {
        this.net = net;
        this.decoder = decoder;
        this.hidden = hidden;
    }

    /** The smallest model: 12 blocks of width 768 with 12 heads. */
    static Network.Sequences small(Phase phase) {
        return (net, blocks, sequence) ->
                new Gpt2(net, new Decoder(net, phase, sequence, Heads.multi(12)), 768).layers(blocks);
    }

    private void layers(int blocks) {
        PreNormBlock block = new PreNormBlock(net, hidden, this::attention);
        Tensor x = net.add(
                "embedding_add",
                net.tiedEmbedding("embedding_word", hidden, decoder.newTokens()),
                net.embedding("embedding_position", POSITIONS, hidden, decoder.newTokens()));
        for (int i = 0; i < blocks; i++) {
            x = block.append("block" + i, x);
        }
        decoder.logits(net.layerNorm("norm", x), VOCABULARY);
    }

    private Tensor attention(String name, Tensor queriesKeysValues) {
        Tensor query = queriesKeysValues.slice(MapAxis.CHANNEL, 0, hidden);
        Tensor present = net.add(name + "_present", queriesKeysValues.slice(MapAxis.CHANNEL, hidden, 2 * hidden));
        Tensor key = present.slice(MapAxis.CHANNEL, 0, hidden);
        Tensor value = present.slice(MapAxis.CHANNEL, hidden, hidden);
        return decoder.context(name, query, key, value);
    }
}
