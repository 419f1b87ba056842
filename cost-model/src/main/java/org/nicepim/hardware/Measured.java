package org.nicepim.hardware;

import java.io.Serializable;

/**
 * Figures of a user's own that replace or correct what the models say.
 *
 * @param ifmap ifmap buffer of a node
 * @param weight weight buffer of a node
 * @param ofmap ofmap buffer of a node
 * @param areas areas of whole designs
 */
public record Measured(BufferFigures ifmap, BufferFigures weight, BufferFigures ofmap, SynthesisedAreas areas)
        implements Serializable {
    /** The models as they are. */
    public static final Measured NOTHING =
            new Measured(BufferFigures.NONE, BufferFigures.NONE, BufferFigures.NONE, SynthesisedAreas.NONE);

    /**
     * The same with words of another width. Designs were synthesised for the old width: they correct the model no longer.
     *
     * @param ratio new width over old
     */
    Measured withWords(double ratio) {
        return new Measured(
                ifmap.withWords(ratio), weight.withWords(ratio), ofmap.withWords(ratio), SynthesisedAreas.NONE);
    }
}
