package org.nicepim.workload;

/**
 * One input of a layer: which block of which tensor, and which block of the layer's operand it fills.
 *
 * <p>Concatenations, slices and reshapes are no layers; they are how inputs are read. Several inputs of an operand fill
 * blocks beside each other; a slice reads a part of its producer; a tensor may be grouped otherwise by its consumer than by
 * its producer (an attention context is written per head and read as one hidden vector), with as many words.
 *
 * @param producer name of an earlier layer or of a workload input
 * @param operand {@link Operand#IFMAP}, or {@link Operand#WEIGHT} for the second activation of an attention product
 * @param part block of the producer's tensor, in the shape in which it was written
 * @param place block of the operand, in {@link Layer#ifmap()} or {@link Layer#weightMap()}
 */
public record LayerInput(String producer, Operand operand, Block part, Block place) {
    /** Checks that an activation is read as an input. */
    public LayerInput {
        if (operand == Operand.OFMAP) {
            throw new IllegalArgumentException("a layer does not read its ofmap");
        }
    }

    /** A whole tensor that is the whole ifmap of its reader, in the same shape. */
    public static LayerInput whole(String producer, FeatureMap map) {
        return new LayerInput(producer, Operand.IFMAP, Block.whole(map), Block.whole(map));
    }
}
