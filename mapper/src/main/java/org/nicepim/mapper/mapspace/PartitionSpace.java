package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;

/**
 * The partitions of a layer over a rectangle and parts of it ({@link Partitions#within}), or, if no node may be idle without need, over the
 * largest parts of it that the layer's dims fill ({@link Partitions#largest}), with the splits of each axis in any order. Splits of one dim beside each other count as one; the search tries the order of {@link Dim} alone.
 *
 * <p>Elementary decisions are about prime factors: to let a factor cut another dim, to let two factors change their dims, to let two
 * that are beside each other change places, to move one to the other axis, to leave one out or let one in. They reach every partition from every other if all factors
 * are 2; with other factors a layer whose dims are just large enough may leave islands.
 */
public final class PartitionSpace implements Subspace<Partition> {
    private static final int PRIME_CERTAINTY = 30;

    private final Set<Partition> sorted;
    private final int[] primes;
    private final Map<List<Split>, Integer> orders = new HashMap<>();

    /**
     * For one layer and rectangle.
     *
     * @param allowed dims that may be split
     * @param idle true if nodes may be left idle that the layer's dims could fill
     */
    public PartitionSpace(Layer layer, int rows, int cols, Set<Dim> allowed, boolean idle) {
        this.sorted = new LinkedHashSet<>(
                idle ? Partitions.within(layer, rows, cols, allowed) : Partitions.largest(layer, rows, cols, allowed));
        this.primes = IntStream.rangeClosed(2, Math.max(rows, cols))
                .filter(number -> BigInteger.valueOf(number).isProbablePrime(PRIME_CERTAINTY))
                .toArray();
    }

    @Override
    public BigInteger size() {
        return byShare().values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    /**
     * How many partitions cut the layer into equal shares, by share. Of a share stands a partition over one axis with as many parts of
     * each dim.
     */
    Map<Partition, BigInteger> byShare() {
        Map<Partition, BigInteger> counts = new LinkedHashMap<>();
        for (Partition partition : sorted) {
            long count = (long) orders(partition.rowSplits()) * orders(partition.colSplits());
            counts.merge(share(partition), BigInteger.valueOf(count), BigInteger::add);
        }
        return counts;
    }

    private static Partition share(Partition partition) {
        List<Split> all = new ArrayList<>(partition.rowSplits());
        all.addAll(partition.colSplits());
        return new Partition(AxisOrders.sorted(all), List.of());
    }

    private int orders(List<Split> parts) {
        return orders.computeIfAbsent(parts, p -> AxisOrders.of(p).size());
    }

    @Override
    public Stream<Partition> choices() {
        return sorted.stream().flatMap(partition -> {
            List<List<Split>> cols = AxisOrders.of(partition.colSplits());
            return AxisOrders.of(partition.rowSplits()).stream()
                    .flatMap(row -> cols.stream().map(col -> new Partition(row, col)));
        });
    }

    @Override
    public List<Partition> neighbours(Partition partition) {
        Set<Partition> near = new LinkedHashSet<>();
        for (List<Split> rows : AxisOrders.primes(partition.rowSplits())) {
            for (List<Split> cols : AxisOrders.primes(partition.colSplits())) {
                List<Split> factors = new ArrayList<>(rows);
                factors.addAll(cols);
                Factors all = new Factors(factors, rows.size());
                all.moves(near);
                all.oneLess(near);
                for (int prime : primes) {
                    all.oneMore(prime, near);
                }
            }
        }
        near.remove(partition);
        near.removeIf(other -> !isLegal(other));
        return List.copyOf(near);
    }

    private boolean isLegal(Partition partition) {
        return sorted.contains(
                new Partition(AxisOrders.sorted(partition.rowSplits()), AxisOrders.sorted(partition.colSplits())));
    }

    /**
     * Prime factors of both axes.
     *
     * @param all rows first
     * @param rows how many are on the rows
     */
    private record Factors(List<Split> all, int rows) {
        void moves(Set<Partition> near) {
            for (int i = 0; i < all.size(); i++) {
                for (Dim dim : Partitions.DIMS) {
                    near.add(with(i, new Split(dim, all.get(i).parts())).partition());
                }
                for (int j = 0; j < i; j++) {
                    near.add(exchanged(i, j).partition());
                }
                if (i + 1 < all.size() && i + 1 != rows) {
                    near.add(with(i, all.get(i + 1)).with(i + 1, all.get(i)).partition());
                }
                toOtherAxis(i, near);
            }
        }

        void oneLess(Set<Partition> near) {
            for (int i = 0; i < all.size(); i++) {
                List<Split> rest = new ArrayList<>(all);
                rest.remove(i);
                near.add(new Factors(rest, i < rows ? rows - 1 : rows).partition());
            }
        }

        void oneMore(int prime, Set<Partition> near) {
            for (Dim dim : Partitions.DIMS) {
                for (int place = 0; place <= all.size(); place++) {
                    List<Split> more = new ArrayList<>(all);
                    more.add(place, new Split(dim, prime));
                    if (place <= rows) {
                        near.add(new Factors(more, rows + 1).partition());
                    }
                    if (place >= rows) {
                        near.add(new Factors(more, rows).partition());
                    }
                }
            }
        }

        private Factors exchanged(int i, int j) {
            Split one = all.get(i);
            Split other = all.get(j);
            return with(i, new Split(other.dim(), one.parts())).with(j, new Split(one.dim(), other.parts()));
        }

        private void toOtherAxis(int i, Set<Partition> near) {
            List<Split> rest = new ArrayList<>(all);
            Split moved = rest.remove(i);
            boolean wasRow = i < rows;
            int from = wasRow ? rows - 1 : 0;
            int to = wasRow ? rest.size() : rows;
            for (int place = from; place <= to; place++) {
                List<Split> splits = new ArrayList<>(rest);
                splits.add(place, moved);
                near.add(new Factors(splits, wasRow ? rows - 1 : rows + 1).partition());
            }
        }

        private Factors with(int i, Split split) {
            List<Split> splits = new ArrayList<>(all);
            splits.set(i, split);
            return new Factors(splits, rows);
        }

        private Partition partition() {
            return new Partition(
                    AxisOrders.merged(all.subList(0, rows)), AxisOrders.merged(all.subList(rows, all.size())));
        }
    }
}
