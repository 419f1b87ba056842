package org.nicepim.sim.run;

import org.nicepim.mapping.LayerMapping;
import org.nicepim.workload.Layer;

/**
 * What is known of a layer before it runs.
 *
 * @param index place in the workload
 * @param mapping how it runs
 * @param grid its loops over tiles
 * @param sharing who passes what to whom
 * @param widths bytes of its words
 * @param compute how long a tile takes
 * @param store where its operands lie
 * @param meshCols columns of the whole mesh
 * @param meshNodes nodes of the whole mesh
 */
record LayerPlan(
        int index,
        LayerMapping mapping,
        TileGrid grid,
        Sharing sharing,
        Widths widths,
        TileCompute compute,
        OperandStore store,
        int meshCols,
        int meshNodes) {
    Layer layer() {
        return grid.layer();
    }

    /** Id in the whole mesh of a node of the region. */
    int global(int node) {
        int cols = mapping.region().cols();
        int row = mapping.region().row() + node / cols;
        return row * meshCols + mapping.region().col() + node % cols;
    }

    /** Number in the region of a node of the mesh; −1 if it lies outside. */
    int local(int id) {
        int row = id / meshCols - mapping.region().row();
        int col = id % meshCols - mapping.region().col();
        boolean inside = row >= 0
                && row < mapping.region().rows()
                && col >= 0
                && col < mapping.region().cols();
        return inside ? row * mapping.region().cols() + col : -1;
    }
}
