package org.nicepim.workload.onnx.lower;

import java.util.List;
import java.util.Optional;
import org.nicepim.workload.MapAxis;

/** Where a part of an ONNX axis lies in a feature map. */
enum Role {
    /** Batch. */
    N(MapAxis.N),
    /** Channels; heads, and the words of a head. */
    CHANNEL(MapAxis.CHANNEL),
    /** Rows; positions of a sequence. */
    ROW(MapAxis.ROW),
    /** Columns. */
    COL(MapAxis.COL),
    /** Nowhere: each position along the axis reads the same words. */
    REPEATED();

    /** Those that are axes of a feature map. */
    static final List<Role> STORED = List.of(N, CHANNEL, ROW, COL);

    private final Optional<MapAxis> axis;

    Role(MapAxis axis) {
        this.axis = Optional.of(axis);
    }

    Role() {
        this.axis = Optional.empty();
    }

    /** The axis of a feature map. */
    MapAxis axis() {
        return axis.orElseThrow(() -> new IllegalStateException(this + " is no axis of a feature map"));
    }
}
