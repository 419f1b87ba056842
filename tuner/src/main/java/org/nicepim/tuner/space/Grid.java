package org.nicepim.tuner.space;

import java.util.stream.LongStream;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;

/**
 * A design space as numbers: the index of a point and its levels (position of each value in its parameter's list). The
 * numbering is that of {@link DesignSpace#index}; no point is built unless asked for.
 */
public final class Grid {
    private final DesignSpace space;
    private final int[] levelCounts;
    private final long size;

    /** A view of the space. */
    public Grid(DesignSpace space) {
        this.space = space;
        this.levelCounts =
                space.parameters().stream().mapToInt(p -> p.values().size()).toArray();
        this.size = space.size();
    }

    /** The space that this grid numbers. */
    public DesignSpace space() {
        return space;
    }

    /** Number of points. */
    public long size() {
        return size;
    }

    /** Number of parameters. */
    public int dimensions() {
        return levelCounts.length;
    }

    /** Number of values of a parameter. */
    public int levelCount(int parameter) {
        return levelCounts[parameter];
    }

    /** The point of an index. */
    public DesignPoint point(long index) {
        return space.point(index);
    }

    /** Levels of the point of an index, one per parameter. */
    public int[] levels(long index) {
        int[] levels = new int[levelCounts.length];
        long rest = index;
        for (int i = levels.length - 1; i >= 0; i--) {
            levels[i] = (int) (rest % levelCounts[i]);
            rest /= levelCounts[i];
        }
        return levels;
    }

    /** The index of levels, one per parameter. */
    public long index(int[] levels) {
        long index = 0;
        for (int i = 0; i < levels.length; i++) {
            index = index * levelCounts[i] + levels[i];
        }
        return index;
    }

    /** The index of the cell that a point of the unit cube falls into; each parameter's levels share its axis evenly. */
    public long index(double[] unit) {
        int[] levels = new int[levelCounts.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = Math.min(levelCounts[i] - 1, (int) (unit[i] * levelCounts[i]));
        }
        return index(levels);
    }

    /** Points that differ from the given one by one level of one parameter. */
    public LongStream neighbours(long index) {
        LongStream.Builder found = LongStream.builder();
        int[] levels = levels(index);
        for (int i = 0; i < levels.length; i++) {
            int level = levels[i];
            for (int moved : new int[] {level - 1, level + 1}) {
                if (moved >= 0 && moved < levelCounts[i]) {
                    levels[i] = moved;
                    found.add(index(levels));
                }
            }
            levels[i] = level;
        }
        return found.build();
    }
}
