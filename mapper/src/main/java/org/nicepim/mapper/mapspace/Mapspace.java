package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;

/**
 * All legal mappings of one workload on one hardware, as spaces of single choices and as an exact number.
 *
 * <pre>
 *   regions      which branches run side by side, on which rectangles       {@link RegionSpace}
 *   partition    per layer, over its rectangle or a part of it              {@link PartitionSpace}
 *   replication  per layer, under its partition                             {@link CopySpace}
 *   layout       per layer, of its input and its output                     {@link LayoutSpace}
 *   loop nest    per layer, of the largest share under its partition        {@link LoopNestSpace}
 * </pre>
 *
 * A mapping is one choice of each for all layers. Its feature maps and copies of weights may need more DRAM than there is: capacity is
 * a bound on the sum over layers, and the count leaves it out. It also leaves out what the format of a mapping could say beyond these spaces:
 * parts of rectangles that begin elsewhere than at their first node, rectangles that no straight cut makes, and branches of a piece of the network that
 * {@link Segments} does not tell apart.
 */
public final class Mapspace {
    private final Segment network;
    private final Region array;
    private final Freedom freedom;
    private final Rooms rooms;
    private final Map<List<Object>, BigInteger> nests = new HashMap<>();
    private final Map<List<Object>, List<BigInteger>> ways = new HashMap<>();

    /**
     * What may be chosen.
     *
     * @param dims that may be split
     * @param sideBySide true if branches may run beside each other, and layers on a part of the nodes
     * @param copies of weights that each layer may have
     * @param layouts in which a feature map may lie
     */
    public record Freedom(Set<Dim> dims, boolean sideBySide, CopyChoices copies, List<Layout> layouts) {
        /** Copies the collections. */
        public Freedom {
            dims = Set.copyOf(dims);
            layouts = List.copyOf(layouts);
        }
    }

    /** Knows the buffers. */
    public interface Rooms {
        /** Which tiles of a layer's largest share fit. */
        TileRoom of(Layer layer, Partition partition);
    }

    /**
     * For one network.
     *
     * @param array all nodes
     */
    public Mapspace(Segment network, Region array, Freedom freedom, Rooms rooms) {
        this.network = network;
        this.array = array;
        this.freedom = freedom;
        this.rooms = rooms;
    }

    /** Where layers run. */
    public RegionSpace regions() {
        return new RegionSpace(network, array, freedom.sideBySide);
    }

    /** How a layer is split over a rectangle. */
    public PartitionSpace partitions(Layer layer, int rows, int cols) {
        return new PartitionSpace(layer, rows, cols, freedom.dims, freedom.sideBySide);
    }

    /** Copies of a layer's weights. */
    public CopySpace copies(Layer layer, Partition partition) {
        return new CopySpace(layer, partition, freedom.copies);
    }

    /** Layouts of any layer. */
    public LayoutSpace layouts() {
        return new LayoutSpace(freedom.layouts);
    }

    /** How each node runs its share. */
    public LoopNestSpace loopNests(Layer layer, Partition partition) {
        return new LoopNestSpace(rooms.of(layer, partition), Dataflows.of(layer));
    }

    /** How many mappings there are. */
    public MapspaceSize size() {
        List<BigInteger> upTo = new ArrayList<>();
        upTo.add(regions().size());
        for (int i = 0; i + 1 < MapspaceSize.Choice.values().length; i++) {
            int last = i;
            upTo.add(new RegionCount(
                            (layer, rows, cols) -> ways(layer, rows, cols).get(last), freedom.sideBySide)
                    .of(network, array.rows(), array.cols()));
        }
        return new MapspaceSize(upTo);
    }

    /** Of one layer, from its partitions to its loop nests: each with all that come before. */
    private List<BigInteger> ways(Layer layer, int rows, int cols) {
        return ways.computeIfAbsent(List.of(shape(layer), rows, cols), key -> counted(layer, rows, cols));
    }

    private List<BigInteger> counted(Layer layer, int rows, int cols) {
        BigInteger partitions = BigInteger.ZERO;
        BigInteger copied = BigInteger.ZERO;
        BigInteger nested = BigInteger.ZERO;
        BigInteger layouts = layouts().size();
        Map<Partition, BigInteger> byShare = partitions(layer, rows, cols).byShare();
        for (Map.Entry<Partition, BigInteger> share : byShare.entrySet()) {
            BigInteger withCopies =
                    share.getValue().multiply(copies(layer, share.getKey()).size());
            partitions = partitions.add(share.getValue());
            copied = copied.add(withCopies);
            nested = nested.add(withCopies.multiply(nests(layer, share.getKey())));
        }
        return List.of(partitions, copied, copied.multiply(layouts), nested.multiply(layouts));
    }

    private BigInteger nests(Layer layer, Partition share) {
        List<Object> key = List.of(shape(layer), share);
        BigInteger known = nests.get(key);
        if (known == null) {
            known = loopNests(layer, share).size();
            nests.put(key, known);
        }
        return known;
    }

    /** All that the choices of a layer depend on. */
    private static Object shape(Layer layer) {
        return List.of(layer.type(), layer.dims(), layer.window(), layer.ifmapReads());
    }
}
