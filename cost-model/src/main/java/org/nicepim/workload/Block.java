package org.nicepim.workload;

/**
 * A block of a feature map.
 *
 * @param from its first element
 * @param extents its size
 */
public record Block(Corner from, FeatureMap extents) {
    /** All of a feature map. */
    public static Block whole(FeatureMap map) {
        return new Block(Corner.ORIGIN, map);
    }

    /** Number of elements. */
    public long words() {
        return extents.words();
    }

    /** One past the last element along an axis. */
    public long end(MapAxis axis) {
        return (long) from.of(axis) + extents.of(axis);
    }

    /** True if the block lies in a feature map of this shape. */
    public boolean inside(FeatureMap map) {
        for (MapAxis axis : MapAxis.values()) {
            if (end(axis) > map.of(axis)) {
                return false;
            }
        }
        return true;
    }

    /** True if both blocks have an element in common. */
    public boolean overlaps(Block other) {
        for (MapAxis axis : MapAxis.values()) {
            if (end(axis) <= other.from.of(axis) || other.end(axis) <= from.of(axis)) {
                return false;
            }
        }
        return true;
    }

    /** The block moved and stretched along one axis. */
    Block with(MapAxis axis, int start, int extent) {
        return new Block(from.with(axis, start), extents.with(axis, extent));
    }
}
