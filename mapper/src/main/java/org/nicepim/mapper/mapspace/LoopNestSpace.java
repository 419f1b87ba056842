package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Tile;
import org.nicepim.workload.Dim;

/**
 * The loop nests of a share: every tile that fits the buffers, every order of the loops and every dataflow that suits the layer.
 * The search tries some of the sizes of each dim ({@link TileSizes}), all orders and all of the dataflows.
 *
 * <p>Neighbours have the next larger or smaller size of one dim that fits, another order, or another dataflow.
 */
public final class LoopNestSpace implements Subspace<LoopNest> {
    private static final List<LoopOrder> ORDERS = List.of(LoopOrder.values());

    private final TileRoom room;
    private final List<Dataflow> dataflows;

    /** For tiles that fit and dataflows that suit. */
    public LoopNestSpace(TileRoom room, List<Dataflow> dataflows) {
        this.room = room;
        this.dataflows = List.copyOf(dataflows);
    }

    @Override
    public BigInteger size() {
        return BigInteger.valueOf(room.tiles()).multiply(BigInteger.valueOf((long) ORDERS.size() * dataflows.size()));
    }

    @Override
    public Stream<LoopNest> choices() {
        return tiles().flatMap(tile -> ORDERS.stream()
                .flatMap(order -> dataflows.stream().map(dataflow -> new LoopNest(tile, order, dataflow))));
    }

    private Stream<Tile> tiles() {
        Stream<Tile> tiles = Stream.of(new Tile(1, 1, 1, 1, 1, 1));
        for (Dim dim : Partitions.DIMS) {
            tiles = tiles.flatMap(
                    tile -> IntStream.rangeClosed(1, room.share().of(dim)).mapToObj(size -> with(tile, dim, size)));
        }
        return tiles.filter(room::fits);
    }

    @Override
    public List<LoopNest> neighbours(LoopNest nest) {
        List<LoopNest> near = new ArrayList<>();
        for (Dim dim : Partitions.DIMS) {
            for (int step : new int[] {1, -1}) {
                next(nest.tile(), dim, step)
                        .map(tile -> new LoopNest(tile, nest.order(), nest.dataflow()))
                        .forEach(near::add);
            }
        }
        ORDERS.stream()
                .filter(order -> order != nest.order())
                .forEach(order -> near.add(new LoopNest(nest.tile(), order, nest.dataflow())));
        dataflows.stream()
                .filter(dataflow -> dataflow != nest.dataflow())
                .forEach(dataflow -> near.add(new LoopNest(nest.tile(), nest.order(), dataflow)));
        return near;
    }

    private Stream<Tile> next(Tile tile, Dim dim, int step) {
        int extent = room.share().of(dim);
        return IntStream.iterate(tile.of(dim) + step, size -> size >= 1 && size <= extent, size -> size + step)
                .mapToObj(size -> with(tile, dim, size))
                .filter(room::fits)
                .limit(1);
    }

    private static Tile with(Tile t, Dim dim, int size) {
        return new Tile(
                dim == Dim.N ? size : t.n(),
                dim == Dim.G ? size : t.g(),
                dim == Dim.K ? size : t.k(),
                dim == Dim.C ? size : t.c(),
                dim == Dim.P ? size : t.p(),
                dim == Dim.Q ? size : t.q());
    }
}
