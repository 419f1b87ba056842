package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Layer;

/**
 * How many copies of its weights a layer may hold under a partition; the search tries all. Neighbours are the next number up and the next
 * down.
 */
public final class CopySpace implements Subspace<Integer> {
    private final List<Integer> numbers;

    /** For one layer and partition. */
    public CopySpace(Layer layer, Partition partition, CopyChoices choices) {
        this.numbers = choices.of(layer, partition).stream().sorted().toList();
    }

    @Override
    public BigInteger size() {
        return BigInteger.valueOf(numbers.size());
    }

    @Override
    public Stream<Integer> choices() {
        return numbers.stream();
    }

    @Override
    public List<Integer> neighbours(Integer copies) {
        int at = numbers.indexOf(copies);
        List<Integer> near = new ArrayList<>();
        if (at > 0) {
            near.add(numbers.get(at - 1));
        }
        if (at + 1 < numbers.size()) {
            near.add(numbers.get(at + 1));
        }
        return near;
    }
}
