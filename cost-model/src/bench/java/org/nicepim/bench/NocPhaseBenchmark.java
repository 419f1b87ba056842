package org.nicepim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nicepim.cost.SharingLoads;
import org.nicepim.hardware.NocSpec;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time that the NoC phase of one layer on 8×8 nodes takes to price, scheduled by the heuristic of the mapper's search. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class NocPhaseBenchmark {
    private static final double SET_BYTES = 4096;

    /** How the layer lies on the mesh: splits of rows, then of columns. */
    public enum Case {
        /** Inputs are shared along columns, weights along rows: 16 sets of 8. */
        OUTPUTS_BY_ROWS(List.of(new Split(Dim.K, 8)), List.of(new Split(Dim.P, 8))),
        /** Blocks share inputs; weights are shared by nodes far apart. */
        BLOCKS(List.of(new Split(Dim.P, 2), new Split(Dim.K, 4)), List.of(new Split(Dim.Q, 2), new Split(Dim.K, 4))),
        /** Psums are reduced along rows. */
        CHANNELS(List.of(new Split(Dim.K, 8)), List.of(new Split(Dim.C, 8))),
        /** All nodes share the weights. */
        ALL(List.of(new Split(Dim.P, 8)), List.of(new Split(Dim.Q, 8))),
        /** All three operands are shared, by 48 small sets. */
        EACH_OPERAND(
                List.of(new Split(Dim.K, 4), new Split(Dim.P, 2)), List.of(new Split(Dim.C, 4), new Split(Dim.Q, 2)));

        private final Partition partition;

        Case(List<Split> rows, List<Split> cols) {
            partition = new Partition(rows, cols);
        }
    }

    /** The layer's partition. */
    @Param
    public Case partition = Case.BLOCKS;

    private final NocSpec noc = TechnologyReader.read("default").noc();

    /** What the mapper asks for per partition: sharing sets, schedules and link loads of all operands, per byte. */
    @Benchmark
    public SharingLoads loads() {
        return SharingLoads.of(partition.partition, noc, new HeuristicScheduler());
    }

    /** One phase with known volumes: sharing sets of all operands, a joint schedule, its loads and its time. */
    @Benchmark
    public SharingSchedule phase() {
        List<SharingSet> sets = new ArrayList<>();
        for (Operand operand : Operand.values()) {
            sets.addAll(PartitionSharing.sets(partition.partition, operand, SET_BYTES));
        }
        return new HeuristicScheduler().schedule(new SharingProblem(new Mesh(8, 8), noc, sets));
    }
}
