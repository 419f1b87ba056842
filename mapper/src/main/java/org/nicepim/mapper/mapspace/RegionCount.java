package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nicepim.workload.Layer;

/**
 * Counts the ways to run a network on a rectangle, given those of each layer: of a series the product, of branches the sum over their
 * {@link Dissections}. A part of the network is counted once per size of rectangle.
 */
final class RegionCount {
    private final Ways ways;
    private final boolean sideBySide;
    private final IdentityHashMap<Segment, Map<Size, BigInteger>> known = new IdentityHashMap<>();
    private final IdentityHashMap<Segment, Dissections> dissections = new IdentityHashMap<>();

    /** In how many ways a layer may run on a rectangle. */
    interface Ways {
        /** Of one size of rectangle. */
        BigInteger of(Layer layer, int rows, int cols);
    }

    private record Size(int rows, int cols) {}

    /** @param sideBySide false if branches may not run beside each other */
    RegionCount(Ways ways, boolean sideBySide) {
        this.ways = ways;
        this.sideBySide = sideBySide;
    }

    /** All ways of a part of the network. */
    BigInteger of(Segment segment, int rows, int cols) {
        Map<Size, BigInteger> bySize = known.computeIfAbsent(segment, s -> new HashMap<>());
        Size size = new Size(rows, cols);
        BigInteger count = bySize.get(size);
        if (count == null) {
            count = counted(segment, rows, cols);
            bySize.put(size, count);
        }
        return count;
    }

    private BigInteger counted(Segment segment, int rows, int cols) {
        return segment.fold(new Segment.Cases<>() {
            @Override
            public BigInteger single(Segment.Single layer) {
                return ways.of(layer.layer(), rows, cols);
            }

            @Override
            public BigInteger series(List<Segment> parts) {
                return parts.stream().map(part -> of(part, rows, cols)).reduce(BigInteger.ONE, BigInteger::multiply);
            }

            @Override
            public BigInteger branches(List<Segment> branches) {
                return dissections
                        .computeIfAbsent(
                                segment, s -> new Dissections(Bundles.of(branches), sideBySide, RegionCount.this))
                        .all(rows, cols);
            }
        });
    }
}
