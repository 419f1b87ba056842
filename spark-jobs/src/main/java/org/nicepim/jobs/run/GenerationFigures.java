package org.nicepim.jobs.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.nicepim.workload.Generation;

/**
 * What a run means to someone who waits for tokens.
 *
 * @param run what was computed
 * @param seconds of the run; in prefill the time to the first token
 * @param tokensPerSecond of all sequences together
 * @param pjPerToken energy of the run over its tokens
 * @param cacheBytes keys and values in DRAM when the run ends
 */
public record GenerationFigures(
        Generation run, double seconds, double tokensPerSecond, double pjPerToken, long cacheBytes) {
    private static final double PJ_TO_MJ = 1e-9;
    private static final double MIB = 0x1p20;

    static GenerationFigures of(Generation run, double seconds, double energyPj, long cacheBytes) {
        return new GenerationFigures(run, seconds, run.tokens() / seconds, energyPj / run.tokens(), cacheBytes);
    }

    private boolean isPrefill() {
        return run.phase() == Generation.Phase.PREFILL;
    }

    /** One line for people. */
    public String text() {
        String first = isPrefill() ? String.format(Locale.ROOT, "; time to first token %.3f ms", seconds * 1e3) : "";
        return String.format(
                Locale.ROOT,
                "%-12s %d tokens (%d per sequence, after %d): %.1f tokens/s, %.4f mJ per token, KV cache %.1f MiB%s",
                run.phase().word(),
                run.tokens(),
                run.newTokens(),
                run.pastTokens(),
                tokensPerSecond,
                pjPerToken * PJ_TO_MJ,
                cacheBytes / MIB,
                first);
    }

    /** Adds them to the document of a mapping. */
    void addTo(ObjectNode document) {
        document.put("phase", run.phase().word());
        document.put("tokens", run.tokens());
        document.put("tokens_per_second", tokensPerSecond);
        document.put("energy_per_token_pj", pjPerToken);
        document.put("kv_cache_bytes", cacheBytes);
        if (isPrefill()) {
            document.put("time_to_first_token_ms", seconds * 1e3);
        }
    }
}
