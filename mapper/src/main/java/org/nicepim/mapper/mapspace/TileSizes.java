package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.List;

/** Tile sizes worth trying for one dim: balanced ones, the smallest for their number of trips. */
public final class TileSizes {
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

    /** At most so many of them, largest and smallest included, spread evenly in ratio. */
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
