package org.nicepim.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.NocSpec;
import org.nicepim.hardware.TechnologyReader;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.noc.Mesh;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSet;
import org.nicepim.sharing.ShortestPathScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/** Do the few links that are kept say how busy the busiest of all is, whatever the volumes? */
class SharingLoadsTest {
    private static final NocSpec NOC = TechnologyReader.read("default").noc();
    private static final List<Dim> DIMS = List.of(Dim.N, Dim.K, Dim.C, Dim.P, Dim.Q);
    private static final double BYTES = 4096;

    private static Partition partition(Gen gen) {
        return new Partition(axis(gen), axis(gen));
    }

    private static List<Split> axis(Gen gen) {
        List<Split> splits = new ArrayList<>();
        for (Dim dim : DIMS) {
            if (splits.size() < 2 && gen.chance(0.4)) {
                splits.add(new Split(dim, gen.between(2, 3)));
            }
        }
        return splits;
    }

    @Test
    void theBusiestLinkIsAmongThoseKept() {
        for (int seed = 0; seed < 200; seed++) {
            Gen gen = new Gen(seed);
            Partition partition = partition(gen);
            DataScheduler scheduler = gen.chance(0.7) ? new HeuristicScheduler() : new ShortestPathScheduler();
            int copies = gen.oneOf(copies(partition));
            SharingLoads loads = LoadsByCopies.of(partition, NOC, scheduler).with(copies);
            double[][] perByte = {
                perByte(partition, Operand.IFMAP, 1, scheduler),
                perByte(partition, Operand.WEIGHT, copies, scheduler),
                perByte(partition, Operand.OFMAP, 1, scheduler)
            };
            for (int trial = 0; trial < 5; trial++) {
                double[] volumes = {gen.between(0, 999), gen.between(0, 999), gen.between(0, 999)};
                assertThat(loads.busiestBytes(volumes[0], volumes[1], volumes[2]))
                        .as("seed %d", seed)
                        .isCloseTo(busiest(perByte, volumes), Percentage.withPercentage(1e-9));
            }
            assertThat(loads.links()).as("seed %d", seed).noneMatch(link -> isCovered(link, loads.links()));
        }
    }

    private static List<Integer> copies(Partition partition) {
        int members = PartitionSharing.members(partition, Operand.WEIGHT);
        return IntStream.rangeClosed(1, members)
                .filter(copies -> members % copies == 0)
                .boxed()
                .toList();
    }

    /** What copies do not change is scheduled once, and a layer with one copy per node shares no weights. */
    @Test
    void onlyWeightsAreScheduledAnewForOtherCopies() {
        for (int seed = 0; seed < 100; seed++) {
            Partition partition = partition(new Gen(seed));
            List<Operand> scheduled = new ArrayList<>();
            LoadsByCopies loads = LoadsByCopies.of(partition, NOC, problem -> {
                scheduled.add(problem.sets().get(0).operand());
                return new HeuristicScheduler().schedule(problem);
            });
            SharingLoads one = SharingLoads.of(partition, NOC, new HeuristicScheduler());
            for (int copies : copies(partition)) {
                SharingLoads some = loads.with(copies);
                int members = PartitionSharing.members(partition, Operand.WEIGHT, copies);
                assertThat(some.weight().members()).isEqualTo(members);
                assertThat(some.weight().equals(SharingLoads.Flow.NONE)).isEqualTo(members == 1);
                assertThat(some.ifmap()).isEqualTo(one.ifmap());
                assertThat(some.ofmap()).isEqualTo(one.ofmap());
            }
            assertThat(loads.with(1)).isEqualTo(one);
            assertThat(scheduled.stream().filter(operand -> operand != Operand.WEIGHT))
                    .doesNotHaveDuplicates();
        }
    }

    private static double[] perByte(Partition partition, Operand operand, int copies, DataScheduler scheduler) {
        Mesh mesh = new Mesh(partition.rows(), partition.cols());
        double[] sum = new double[mesh.links()];
        List<SharingSet> sets = PartitionSharing.sets(partition, operand, copies, BYTES);
        for (SetSchedule set :
                scheduler.schedule(new SharingProblem(mesh, NOC, sets)).sets()) {
            set.addOccupancy(mesh, NOC, sum);
        }
        for (int link = 0; link < sum.length; link++) {
            sum[link] /= BYTES;
        }
        return sum;
    }

    private static double busiest(double[][] perByte, double[] volumes) {
        double most = 0;
        for (int link = 0; link < perByte[0].length; link++) {
            double sum = 0;
            for (int operand = 0; operand < volumes.length; operand++) {
                sum += perByte[operand][link] * volumes[operand];
            }
            most = Math.max(most, sum);
        }
        return most;
    }

    private static boolean isCovered(SharingLoads.LinkLoad link, List<SharingLoads.LinkLoad> links) {
        return links.stream()
                .anyMatch(other -> !other.equals(link)
                        && other.ifmap() >= link.ifmap()
                        && other.weight() >= link.weight()
                        && other.ofmap() >= link.ofmap());
    }
}
