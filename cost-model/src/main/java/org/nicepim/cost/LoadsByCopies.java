package org.nicepim.cost;

import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Partition;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSet;
import org.nicepim.workload.Operand;

/**
 * Prices a partition's sharing for any number of weight copies. Ifmaps and psums, which copies do not change, are scheduled
 * once. Immutable.
 */
public final class LoadsByCopies {
    /** Volume at which patterns are scheduled when the tile is not yet known: a tile of middle size. */
    private static final double REFERENCE_BYTES = 1 << 12;

    private final Partition partition;
    private final NocSpec noc;
    private final DataScheduler scheduler;
    private final OperandLoads ifmap;
    private final OperandLoads ofmap;

    private LoadsByCopies(Partition partition, NocSpec noc, DataScheduler scheduler) {
        this.partition = partition;
        this.noc = noc;
        this.scheduler = scheduler;
        this.ifmap = loads(Operand.IFMAP, 1);
        this.ofmap = loads(Operand.OFMAP, 1);
    }

    /**
     * Schedules what does not depend on copies.
     *
     * @param scheduler schedules each operand alone, at a reference volume
     */
    public static LoadsByCopies of(Partition partition, NocSpec noc, DataScheduler scheduler) {
        return new LoadsByCopies(partition, noc, scheduler);
    }

    /**
     * Loads with so many copies of the weights.
     *
     * @throws IllegalArgumentException if they do not divide the nodes that need the same weights
     */
    public SharingLoads with(int weightCopies) {
        return SharingLoads.of(ifmap, loads(Operand.WEIGHT, weightCopies), ofmap);
    }

    private OperandLoads loads(Operand operand, int copies) {
        Mesh mesh = new Mesh(partition.rows(), partition.cols());
        List<SharingSet> sets = PartitionSharing.sets(partition, operand, copies, REFERENCE_BYTES);
        return OperandLoads.of(
                mesh, noc, sets.isEmpty() ? List.of() : scheduler.sets(new SharingProblem(mesh, noc, sets)));
    }
}
