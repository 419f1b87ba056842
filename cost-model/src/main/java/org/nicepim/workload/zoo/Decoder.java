package org.nicepim.workload.zoo;

import java.util.List;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Generation;
import org.nicepim.workload.Generation.Phase;
import org.nicepim.workload.Heads;
import org.nicepim.workload.MapAxis;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.WorkloadBuilder;

/**
 * What language models have in common: attention through a KV cache, and the next token's logits.
 *
 * <p>Prefill reads {@code sequence} tokens of each sequence. Decode makes one token per sequence that attends to {@code
 * sequence} tokens, itself included: keys and values of the {@code sequence − 1} before it lie in DRAM when the run starts,
 * one tensor of each per block, and are read as they lie, with the new token's behind them. Both phases keep all keys and
 * values in DRAM until the run ends.
 *
 * <p>Two simplifications. Causal masks save no arithmetic: scores are computed for all pairs of tokens and masked in the
 * softmax, as exported graphs do. Logits are computed for the last token alone, which is all that generation needs; exported
 * graphs compute those of all tokens.
 */
final class Decoder {
    private final WorkloadBuilder net;
    private final Generation run;
    private final Attention attention;

    Decoder(WorkloadBuilder net, Phase phase, int sequence, Heads heads) {
        boolean decode = phase == Phase.DECODE;
        this.net = net;
        this.run = new Generation(phase, net.batch(), decode ? 1 : sequence, decode ? sequence - 1 : 0);
        this.attention = new Attention(net, heads);
        net.generates(run);
    }

    /** Tokens per sequence that the run works on. */
    int newTokens() {
        return run.newTokens();
    }

    /** Attention of the new tokens to themselves and all before them; keys and values stay. */
    Tensor context(String name, Tensor query, Tensor key, Tensor value) {
        net.keep(key);
        net.keep(value);
        return attention.context(
                name, query, behindCache(name + "_key_cache", key), behindCache(name + "_value_cache", value));
    }

    private Tensor behindCache(String name, Tensor fresh) {
        if (run.pastTokens() == 0) {
            return fresh;
        }
        Tensor cache = net.cache(name, fresh.shape().channels(), run.pastTokens());
        return Tensor.concat(MapAxis.ROW, List.of(cache, fresh));
    }

    /** A score per word of the vocabulary, after the last token of each sequence. */
    void logits(Tensor hidden, int vocabulary) {
        Tensor last = hidden.slice(MapAxis.ROW, run.newTokens() - 1, 1);
        net.sequenceProduct("logits", last, vocabulary, Affine.NONE);
    }
}
