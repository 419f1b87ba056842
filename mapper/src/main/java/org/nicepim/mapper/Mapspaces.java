package org.nicepim.mapper;

import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.mapper.mapspace.CopyChoices;
import org.nicepim.mapper.mapspace.Mapspace;
import org.nicepim.mapper.mapspace.Segments;
import org.nicepim.mapper.mapspace.TileRoom;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Workload;

/** The mapspace that a mapper with some options searches. */
public final class Mapspaces {
    private Mapspaces() {}

    /**
     * Of one workload on one hardware. Uniform copies of weights count as copies that are chosen per layer: one number for all leaves each
     * layer the largest that it can have.
     */
    public static Mapspace of(Workload workload, HardwareConfig hardware, MapperOptions options) {
        MapperOptions.Style style = options.style();
        CopyChoices copies = style.replication() == MapperOptions.Replication.NONE ? CopyChoices.ONE : CopyChoices.ANY;
        return new Mapspace(
                Segments.of(workload),
                new Region(0, 0, hardware.nodeRows(), hardware.nodeCols()),
                new Mapspace.Freedom(style.dims(), style.branches(), copies, options.layouts()),
                (layer, partition) -> room(layer, partition, hardware));
    }

    /** The tiles that {@link org.nicepim.cost.LayerCostModel#fits} lets pass. */
    static TileRoom room(Layer layer, Partition partition, HardwareConfig hardware) {
        int wordBytes = hardware.technology().logic().wordBytes();
        int psumBytes = hardware.technology().logic().psumBytes();
        TileRoom.Words most = new TileRoom.Words(
                ifmapWords(hardware.ifmapBufferBytes() / (2L * wordBytes), Math.max(1, layer.ifmapReads())),
                layer.type().hasMacs() ? hardware.weightBufferBytes() / (2L * wordBytes) : Long.MAX_VALUE,
                hardware.ofmapBufferBytes() / (2L * psumBytes));
        return new TileRoom(
                partition.largestShare(layer.dims()),
                most,
                size -> inputTile(Dim.P, layer, partition, size),
                size -> inputTile(Dim.Q, layer, partition, size));
    }

    /** Inputs that lie over each other are all in the buffer. */
    private static long ifmapWords(long room, double reads) {
        long words = (long) (room / reads) + 1;
        while (Math.ceil(words * reads) > room) {
            words--;
        }
        return words;
    }

    private static int inputTile(Dim dim, Layer layer, Partition partition, int size) {
        return Tilings.of(dim, layer.dims(), layer.window(), partition, size).inputTile();
    }
}
