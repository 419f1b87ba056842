package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Tile sizes worth trying for one dim: above all balanced ones, the smallest for their number of trips. */
public final class TileSizes {
    private static final int EVERY = 16;

    private TileSizes() {}

    /** All balanced sizes ⌈extent/trips⌉, largest first: no other size needs fewer trips or less buffer. */
    public static List<Integer> all(int extent) {
        List<Integer> sizes = new ArrayList<>();
        for (int size = extent; size >= 1; ) {
            sizes.add(size);
            if (size == 1) {
                break;
            }
            int trips = (extent + size - 2) / (size - 1);
            size = (extent + trips - 1) / trips;
        }
        return List.copyOf(sizes);
    }

    /**
     * Balanced sizes and multiples of a step, largest first. Balanced tiles end evenly; multiples of a power of two fill lanes and DRAM bursts
     * evenly. The step is about an eighth to a quarter of the extent, at most 16; of small extents every size counts.
     */
    public static List<Integer> even(int extent) {
        int step = extent <= EVERY ? 1 : Math.min(16, Integer.highestOneBit(extent - 1) / 4);
        TreeSet<Integer> sizes = new TreeSet<>(Comparator.reverseOrder());
        sizes.addAll(all(extent));
        for (int size = step; size <= extent; size += step) {
            sizes.add(size);
        }
        return List.copyOf(sizes);
    }

    /** At most so many of the balanced sizes, largest and smallest included, spread evenly in ratio. */
    public static List<Integer> some(int extent, int most) {
        List<Integer> all = all(extent);
        if (all.size() <= most) {
            return all;
        }
        List<Integer> sizes = new ArrayList<>();
        double step = Math.pow(extent, 1.0 / (most - 1));
        double wanted = extent;
        for (int size : all) {
            if (size <= wanted * 1.0000001 || size == 1) {
                sizes.add(size);
                while (wanted >= size) {
                    wanted /= step;
                }
            }
        }
        return List.copyOf(sizes);
    }
}
