package org.nicepim.hardware;

import java.io.Serializable;

/**
 * Figures of one buffer of a node that replace those of its macros, whatever its size.
 *
 * @param readPjPerWord energy of reading a word: an activation or weight, in the ofmap buffer a psum
 * @param writePjPerWord energy of writing a word
 * @param leakageMw leakage of the whole buffer, both halves
 * @param areaMm2 area of the whole buffer, both halves
 */
public record BufferFigures(Own readPjPerWord, Own writePjPerWord, Own leakageMw, Own areaMm2) implements Serializable {
    /** Replaces nothing. */
    public static final BufferFigures NONE = new BufferFigures(Own.NONE, Own.NONE, Own.NONE, Own.NONE);

    /** The same buffer with words of another width: energy goes with the bits. */
    BufferFigures withWords(double ratio) {
        return new BufferFigures(readPjPerWord.times(ratio), writePjPerWord.times(ratio), leakageMw, areaMm2);
    }
}
