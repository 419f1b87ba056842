package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Counts the ways to run branches on a rectangle: all in one group, or in groups on rectangles that straight cuts make of it.
 *
 * <p>A dissection counts once, however many slicing trees make it. Of those with a full vertical cut the leftmost is looked for: left of it
 * lies what has no full vertical cut, right of it anything. Those with full cuts both ways would count twice; they are found by
 * inclusion and exclusion over the full horizontal cuts.
 *
 * <pre>
 *   all(r, c)  =  together  +  V(r, c)  +  H(r, c)  −  VH(r, c)
 *   V([r…], c) =  Σ over x:  (strips − V)([r…], x) · strips([r…], c − x)       strips: all horizontal cuts between the r… are full
 *   VH(r, c)   =  Σ over r = r1 + … + rk, k ≥ 2:  (−1)^k · V([r1 … rk], c)
 * </pre>
 *
 * Products are over all ways to share the branches out, none left without.
 */
final class Dissections {
    private final List<Segment> branches;
    private final boolean sideBySide;
    private final RegionCount inside;
    private final Map<Integer, Segment> inOrder = new HashMap<>();
    private final Map<Key, BigInteger> all = new HashMap<>();
    private final Map<Key, BigInteger> strips = new HashMap<>();
    private final Map<Key, BigInteger> vertical = new HashMap<>();
    private final Map<Key, BigInteger> horizontal = new HashMap<>();

    /**
     * Branches on a rectangle.
     *
     * @param rows of its strips, in ascending order
     * @param set of branches, a bit each
     */
    private record Key(List<Integer> rows, int cols, int set) {}

    Dissections(List<Segment> branches, boolean sideBySide, RegionCount inside) {
        this.branches = branches;
        this.sideBySide = sideBySide;
        this.inside = inside;
    }

    /** All ways of all branches. */
    BigInteger all(int rows, int cols) {
        return all(rows, cols, (1 << branches.size()) - 1);
    }

    private BigInteger all(int rows, int cols, int set) {
        Key key = new Key(List.of(rows), cols, set);
        BigInteger known = all.get(key);
        if (known == null) {
            known = inside.of(inOrder.computeIfAbsent(set, this::inOrder), rows, cols);
            if (sideBySide && Integer.bitCount(set) > 1) {
                known = known.add(vertical(List.of(rows), cols, set))
                        .add(horizontal(rows, cols, set))
                        .subtract(bothWays(rows, cols, set));
            }
            all.put(key, known);
        }
        return known;
    }

    private Segment inOrder(int set) {
        List<Segment> some = IntStream.range(0, branches.size())
                .filter(i -> (set >> i & 1) == 1)
                .<Segment>mapToObj(branches::get)
                .toList();
        return some.size() == 1 ? some.get(0) : Segment.inOrder(some);
    }

    /** Each strip dissected for itself. */
    private BigInteger strips(List<Integer> rows, int cols, int set) {
        if (rows.size() == 1) {
            return all(rows.get(0), cols, set);
        }
        if (Integer.bitCount(set) < rows.size()) {
            return BigInteger.ZERO;
        }
        Key key = new Key(rows, cols, set);
        BigInteger known = strips.get(key);
        if (known == null) {
            known = BigInteger.ZERO;
            List<Integer> rest = rows.subList(1, rows.size());
            for (int part = set - 1 & set; part > 0; part = part - 1 & set) {
                known = known.add(all(rows.get(0), cols, part).multiply(strips(rest, cols, set & ~part)));
            }
            strips.put(key, known);
        }
        return known;
    }

    /** Strips with a full vertical cut. */
    private BigInteger vertical(List<Integer> rows, int cols, int set) {
        if (cols < 2 || Integer.bitCount(set) < 2 * rows.size()) {
            return BigInteger.ZERO;
        }
        Key key = new Key(rows, cols, set);
        BigInteger known = vertical.get(key);
        if (known == null) {
            known = BigInteger.ZERO;
            for (int left = 1; left < cols; left++) {
                for (int part = set - 1 & set; part > 0; part = part - 1 & set) {
                    BigInteger uncut = strips(rows, left, part).subtract(vertical(rows, left, part));
                    if (uncut.signum() > 0) {
                        known = known.add(uncut.multiply(strips(rows, cols - left, set & ~part)));
                    }
                }
            }
            vertical.put(key, known);
        }
        return known;
    }

    private BigInteger horizontal(int rows, int cols, int set) {
        if (rows < 2 || Integer.bitCount(set) < 2) {
            return BigInteger.ZERO;
        }
        Key key = new Key(List.of(rows), cols, set);
        BigInteger known = horizontal.get(key);
        if (known == null) {
            known = BigInteger.ZERO;
            for (int top = 1; top < rows; top++) {
                for (int part = set - 1 & set; part > 0; part = part - 1 & set) {
                    BigInteger uncut = all(top, cols, part).subtract(horizontal(top, cols, part));
                    known = known.add(uncut.multiply(all(rows - top, cols, set & ~part)));
                }
            }
            horizontal.put(key, known);
        }
        return known;
    }

    private BigInteger bothWays(int rows, int cols, int set) {
        BigInteger sum = BigInteger.ZERO;
        for (List<Integer> strips : compositions(rows, Integer.bitCount(set) / 2)) {
            if (strips.size() > 1) {
                BigInteger ways = vertical(strips.stream().sorted().toList(), cols, set);
                sum = strips.size() % 2 == 0 ? sum.add(ways) : sum.subtract(ways);
            }
        }
        return sum;
    }

    /** All ways to write a number as a sum of at most so many numbers, in order. */
    private static List<List<Integer>> compositions(int sum, int most) {
        List<List<Integer>> all = new ArrayList<>();
        all.add(List.of(sum));
        for (int first = 1; first < sum && most > 1; first++) {
            for (List<Integer> rest : compositions(sum - first, most - 1)) {
                List<Integer> whole = new ArrayList<>(rest);
                whole.add(0, first);
                all.add(whole);
            }
        }
        return all;
    }
}
