package org.nicepim.sim.run;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.sim.memory.StoredTensor.Box;
import org.nicepim.workload.LayerType;

/** Which blocks of its operands each node of a layer's region computes with; channels over all groups. */
final class Shares {
    private final TileGrid grid;

    Shares(TileGrid grid) {
        this.grid = grid;
    }

    /** Blocks of the ofmap that a node computes, in the order in which they lie side by side in its DRAM. */
    List<Box> ofmap(int node) {
        Box plane = plane(
                node,
                grid.partFrom(TileGrid.P, node),
                grid.partTo(TileGrid.P, node),
                grid.partFrom(TileGrid.Q, node),
                grid.partTo(TileGrid.Q, node));
        return channels(plane, TileGrid.K, node);
    }

    /** Blocks of the ifmap that a node reads, halo included. */
    List<Box> ifmap(int node) {
        Box plane = plane(
                node,
                grid.firstRow(grid.partFrom(TileGrid.P, node)),
                grid.endRow(grid.partTo(TileGrid.P, node)),
                grid.firstCol(grid.partFrom(TileGrid.Q, node)),
                grid.endCol(grid.partTo(TileGrid.Q, node)));
        return channels(plane, TileGrid.C, node);
    }

    /** Blocks of the second activation of an attention product that a node reads. */
    List<Box> attention(int node) {
        boolean scores = grid.layer().type() == LayerType.ATTENTION_SCORES;
        int dim = scores ? TileGrid.K : TileGrid.C;
        Box plane = new Box(0, 1, 0, 0, grid.partFrom(dim, node), grid.partTo(dim, node), 0, 1);
        return channels(plane, scores ? TileGrid.C : TileGrid.K, node);
    }

    private Box plane(int node, int h0, int h1, int w0, int w1) {
        return new Box(grid.partFrom(TileGrid.N, node), grid.partTo(TileGrid.N, node), 0, 0, h0, h1, w0, w1);
    }

    /** One block if the dim is whole, else one per group. */
    private List<Box> channels(Box plane, int perGroup, int node) {
        int size = perGroup == TileGrid.C
                ? grid.layer().dims().c()
                : grid.layer().dims().k();
        int g0 = grid.partFrom(TileGrid.G, node);
        int g1 = grid.partTo(TileGrid.G, node);
        int x0 = grid.partFrom(perGroup, node);
        int x1 = grid.partTo(perGroup, node);
        if (x1 - x0 == size) {
            return List.of(with(plane, g0 * size, g1 * size));
        }
        List<Box> boxes = new ArrayList<>();
        for (int group = g0; group < g1; group++) {
            boxes.add(with(plane, group * size + x0, group * size + x1));
        }
        return boxes;
    }

    private static Box with(Box plane, int c0, int c1) {
        return new Box(plane.n0(), plane.n1(), c0, c1, plane.h0(), plane.h1(), plane.w0(), plane.w1());
    }
}
