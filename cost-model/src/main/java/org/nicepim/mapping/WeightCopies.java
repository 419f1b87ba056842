package org.nicepim.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;

/**
 * How many copies of a layer's weights the DRAM of its region may hold. Nodes that differ in N, P and Q alone need the same
 * weights; they fall apart into as many groups of equal size as there are copies, and each group holds one. Only weights that
 * lie in DRAM before the network runs can be copied: the second activation of an attention product cannot.
 */
public final class WeightCopies {
    private WeightCopies() {}

    /** The numbers of copies that are legal, ascending: from one per sharing set to one per node. */
    public static List<Integer> legal(Layer layer, Partition partition) {
        return layer.type().hasStoredWeights() ? divisors(partition.sharers(Operand.WEIGHT)) : List.of(1);
    }

    private static List<Integer> divisors(int number) {
        List<Integer> divisors = new ArrayList<>();
        for (int divisor = 1; divisor <= number; divisor++) {
            if (number % divisor == 0) {
                divisors.add(divisor);
            }
        }
        return List.copyOf(divisors);
    }

    /** What is wrong with a number of copies, as a sentence; empty if it is legal. */
    public static Optional<String> fault(Layer layer, Partition partition, int copies) {
        if (copies != 1 && !layer.type().hasStoredWeights()) {
            return Optional.of("has no stored weights that could be copied: must be 1, not " + copies + ". Maybe 1?");
        }
        return fault(partition, copies);
    }

    /**
     * Checks a layer's mapping.
     *
     * @throws IllegalArgumentException naming layer, field, value and rule
     */
    public static void check(Layer layer, LayerMapping mapping) {
        fault(layer, mapping.partition(), mapping.weightCopies()).ifPresent(fault -> {
            throw new IllegalArgumentException(layer.name() + ": weightCopies: " + fault);
        });
    }

    /** What is wrong with a number of copies of stored weights, as a sentence; empty if it is legal. */
    static Optional<String> fault(Partition partition, int copies) {
        int nodes = partition.sharers(Operand.WEIGHT);
        if (copies >= 1 && nodes % copies == 0) {
            return Optional.empty();
        }
        return Optional.of(copies + " must divide the " + nodes + " nodes that need the same weights. Maybe "
                + nearest(nodes, copies) + "?");
    }

    /** The next divisors below and above. */
    private static String nearest(int nodes, int copies) {
        List<Integer> near = new ArrayList<>();
        List<Integer> divisors = divisors(nodes);
        divisors.stream()
                .filter(divisor -> divisor < copies)
                .reduce((a, b) -> b)
                .ifPresent(near::add);
        divisors.stream().filter(divisor -> divisor > copies).findFirst().ifPresent(near::add);
        return near.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }
}
