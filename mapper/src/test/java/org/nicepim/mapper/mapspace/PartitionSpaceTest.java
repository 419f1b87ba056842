package org.nicepim.mapper.mapspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.WorkloadBuilder;

/** Are all orders of all splits counted, once each, and can one walk from any to any? */
class PartitionSpaceTest {
    private static final int CASES = 40;
    private static final Set<Dim> ALL = Style.NICEPIM.dims();

    private static Layer conv(int batch, int channels, int size, int outputs) {
        WorkloadBuilder net = new WorkloadBuilder("net", batch);
        net.conv("conv", net.input("image", channels, size, size), outputs, Kernel.square(1), Affine.NONE);
        return net.build().layer("conv");
    }

    private static Layer conv(Gen gen) {
        return conv(gen.between(1, 2), gen.between(1, 9), gen.between(1, 5), gen.between(1, 9));
    }

    /** All sequences of splits of different dims in turn whose product is the length, whatever the dims allow. */
    private static List<List<Split>> everyAxis(int length) {
        List<List<Split>> all = new ArrayList<>();
        extend(length, List.of(), all);
        return all;
    }

    private static void extend(int left, List<Split> before, List<List<Split>> all) {
        if (left == 1) {
            all.add(before);
        }
        for (int parts = 2; parts <= left; parts++) {
            for (Dim dim : Partitions.DIMS) {
                boolean again =
                        !before.isEmpty() && before.get(before.size() - 1).dim() == dim;
                if (left % parts == 0 && !again) {
                    List<Split> longer = new ArrayList<>(before);
                    longer.add(new Split(dim, parts));
                    extend(left / parts, longer, all);
                }
            }
        }
    }

    private static Set<Partition> every(Layer layer, int rows, int cols, Set<Dim> allowed) {
        Set<Partition> all = new HashSet<>();
        for (List<Split> row : everyAxis(rows)) {
            for (List<Split> col : everyAxis(cols)) {
                Partition partition = new Partition(row, col);
                boolean splits =
                        Partitions.DIMS.stream().allMatch(dim -> partition.parts(dim) == 1 || allowed.contains(dim));
                if (splits && partition.fits(layer.dims())) {
                    all.add(partition);
                }
            }
        }
        return all;
    }

    @Test
    void holdsEveryOrderOfSplitsThatFillsTheRectangle() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = conv(gen);
            int rows = gen.oneOf(1, 2, 3, 4, 6);
            int cols = gen.oneOf(1, 2, 4, 8);
            Set<Dim> allowed = gen.oneOf(Style.values()).dims();
            Set<Partition> every = every(layer, rows, cols, allowed);
            PartitionSpace space = new PartitionSpace(layer, rows, cols, allowed, false);
            if (every.isEmpty()) {
                assertThat(space.choices()).as("seed %d", seed).allMatch(p -> p.rows() * p.cols() < rows * cols);
            } else {
                assertThat(space.choices()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(every);
            }
        }
    }

    @Test
    void keepsTheContractOfSubspaces() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = conv(gen);
            int rows = gen.oneOf(1, 2, 3, 4, 6);
            int cols = gen.oneOf(1, 2, 4);
            SubspaceContract.check(
                    "seed " + seed,
                    new PartitionSpace(
                            layer, rows, cols, gen.oneOf(Style.values()).dims(), gen.chance(0.5)),
                    partition -> partition.fits(layer.dims()) && partition.rows() <= rows && partition.cols() <= cols);
        }
    }

    @Test
    void isConnectedOnMeshesOfPowersOfTwo() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = conv(gen);
            SubspaceContract.checkConnected(
                    "seed " + seed,
                    new PartitionSpace(layer, gen.oneOf(1, 2, 4), gen.oneOf(1, 2, 4), ALL, gen.chance(0.5)));
        }
    }

    @Test
    void holdsWhatTheSearchTries() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Layer layer = conv(gen);
            int rows = gen.oneOf(1, 2, 4);
            int cols = gen.oneOf(1, 3, 4);
            assertThat(new PartitionSpace(layer, rows, cols, ALL, false).choices())
                    .containsAll(Partitions.largest(layer, rows, cols, ALL));
            assertThat(new PartitionSpace(layer, rows, cols, ALL, true).choices())
                    .containsAll(Partitions.within(layer, rows, cols, ALL))
                    .containsAll(Partitions.largest(layer, rows, cols, ALL));
        }
    }

    /** K4, C4, K2C2 and C2K2. */
    @Test
    void fourNodesCutTwoDimsInFourWays() {
        Layer layer = conv(1, 1, 1, 4);
        assertThat(new PartitionSpace(layer, 4, 1, ALL, false).size()).isEqualTo(1);
        Layer two = conv(1, 4, 1, 4);
        assertThat(new PartitionSpace(two, 4, 1, ALL, false).choices().map(Partition::rowSplits))
                .containsExactlyInAnyOrder(
                        List.of(new Split(Dim.K, 4)),
                        List.of(new Split(Dim.C, 4)),
                        List.of(new Split(Dim.K, 2), new Split(Dim.C, 2)),
                        List.of(new Split(Dim.C, 2), new Split(Dim.K, 2)));
    }
}
