package org.nicepim.hardware;

import java.io.Serializable;

/**
 * The logic die.
 *
 * @param processNm feature size in nm
 * @param clockMhz logic clock; every cycle count of the model is in this clock
 * @param wordBits width of activations and weights
 * @param psumBits width of partial sums
 * @param areaLimitMm2 area that the logic die may have
 */
public record LogicSpec(int processNm, double clockMhz, int wordBits, int psumBits, double areaLimitMm2)
        implements Serializable {
    /** Checks that widths are whole bytes and psums are no narrower than words. */
    public LogicSpec {
        Require.positive("processNm", processNm);
        Require.positive("clockMhz", clockMhz);
        Require.positive("areaLimitMm2", areaLimitMm2);
        Require.that(wordBits > 0 && wordBits % 8 == 0, "wordBits", wordBits, "must be a positive multiple of 8");
        Require.that(
                psumBits >= wordBits && psumBits % 8 == 0, "psumBits", psumBits, "must be a multiple of 8, ≥ wordBits");
    }

    /** Bytes of a word. */
    public int wordBytes() {
        return wordBits / 8;
    }

    /** Bytes of a partial sum. */
    public int psumBytes() {
        return psumBits / 8;
    }
}
