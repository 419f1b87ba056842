package org.nicepim.mapper.mapspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopNest;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.RegionTree;
import org.nicepim.mapping.Tile;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;

/** Are all ways to run branches side by side counted, each once, and can one walk from any to any? */
class RegionSpaceTest {
    private static final LayerMapping.Layouts CHW = new LayerMapping.Layouts(Layout.CHW, Layout.CHW);
    private static final int CASES = 60;
    private static final int MOST = 4000;

    private static Tensor conv(WorkloadBuilder net, String name, Tensor input) {
        return net.conv(name, input, 16, Kernel.square(1), Affine.NONE);
    }

    /** So many convolutions of one input. */
    private static Workload fan(int branches) {
        WorkloadBuilder net = new WorkloadBuilder("fan", 1);
        Tensor image = net.input("image", 16, 8, 8);
        IntStream.range(0, branches).forEach(i -> conv(net, "b" + i, image));
        return net.build();
    }

    /** Branches of one or more layers, some of which fork again; perhaps followed by more. */
    private static Workload network(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("net", 1);
        Tensor at = conv(net, "first", net.input("image", 16, 8, 8));
        int blocks = gen.between(1, 2);
        for (int block = 0; block < blocks; block++) {
            List<Tensor> ends = new ArrayList<>();
            int branches = gen.between(2, blocks == 1 ? 3 : 2);
            for (int branch = 0; branch < branches; branch++) {
                String name = "l" + block + branch;
                Tensor end = conv(net, name, at);
                if (gen.chance(0.3)) {
                    end = Tensor.concat(conv(net, name + "x", end), conv(net, name + "y", end));
                } else if (gen.chance(0.5)) {
                    end = conv(net, name + "z", end);
                }
                ends.add(end);
            }
            at = conv(net, "join" + block, Tensor.concat(ends.toArray(Tensor[]::new)));
        }
        return net.build();
    }

    private static Region array(Gen gen) {
        return gen.oneOf(
                new Region(0, 0, 1, 3),
                new Region(0, 0, 2, 2),
                new Region(0, 0, 2, 3),
                new Region(0, 0, 3, 3),
                new Region(0, 0, 4, 1));
    }

    /** True if a mapping with these rectangles is one that the checks of mappings let pass. */
    private static boolean isLegal(Workload workload, Placing placing) {
        Map<String, Region> rectangles = new HashMap<>();
        placing.forEach((single, rectangle) -> rectangles.put(single.layer().name(), rectangle));
        List<LayerMapping> layers = workload.layers().stream()
                .map(layer -> mapping(layer, rectangles.getOrDefault(layer.name(), new Region(9, 9, 1, 1))))
                .toList();
        new Mapping(workload.name(), layers, placing.tree());
        return placing.tree().fold(new Independent(workload));
    }

    private static LayerMapping mapping(Layer layer, Region rectangle) {
        Partition partition = new PartitionSpace(layer, rectangle.rows(), rectangle.cols(), Style.NICEPIM.dims(), false)
                .choices()
                .findFirst()
                .orElseThrow();
        return new LayerMapping(
                layer.name(),
                new Region(rectangle.row(), rectangle.col(), partition.rows(), partition.cols()),
                partition,
                1,
                CHW,
                new LoopNest(new Tile(1, 1, 1, 1, 1, 1), LoopOrder.G_NPQ_K_C, Dataflow.C_K));
    }

    /** Does no branch need what another beside it computes? */
    private record Independent(Workload workload) implements RegionTree.Cases<Boolean> {
        @Override
        public Boolean run(String layer) {
            return true;
        }

        @Override
        public Boolean sequence(List<RegionTree> parts) {
            return parts.stream().allMatch(part -> part.fold(this));
        }

        @Override
        public Boolean parallel(List<RegionTree> branches) {
            for (RegionTree branch : branches) {
                Set<String> others = new HashSet<>();
                branches.stream().filter(other -> other != branch).forEach(other -> other.forEach(others::add));
                if (branch.layers().stream().anyMatch(layer -> workload.layer(layer).producers().stream()
                        .anyMatch(others::contains))) {
                    return false;
                }
            }
            return sequence(branches);
        }
    }

    @Test
    void keepsTheContractOfSubspaces() {
        int checked = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = network(gen);
            RegionSpace space = new RegionSpace(Segments.of(workload), array(gen), true);
            if (space.size().intValueExact() < MOST) {
                SubspaceContract.check("seed " + seed, space, placing -> isLegal(workload, placing));
                SubspaceContract.checkConnected("seed " + seed, space);
                assertThat(space.choices()).contains(space.inOrder());
                checked++;
            }
        }
        System.out.println("spaces of regions checked: " + checked);
        assertThat(checked).isGreaterThan(CASES / 2);
    }

    /** Grids of two cuts both ways, which two slicing trees make, need four branches or more. */
    @Test
    void manyBranchesAreCountedAsListed() {
        for (int branches = 2; branches <= 5; branches++) {
            for (Region array : List.of(new Region(0, 0, 2, 2), new Region(0, 0, 2, 4), new Region(0, 0, 3, 3))) {
                RegionSpace space = new RegionSpace(Segments.of(fan(branches)), array, true);
                assertThat(space.size()).isEqualTo(space.choices().distinct().count());
            }
        }
    }

    /** With six branches, three strips may be cut through together. */
    @Test
    void cutsBothWaysCountOnce() {
        for (Region array : List.of(new Region(0, 0, 2, 3), new Region(0, 0, 3, 2))) {
            RegionSpace space = new RegionSpace(Segments.of(fan(6)), array, true);
            assertThat(space.size()).isEqualTo(space.choices().distinct().count());
        }
    }

    /** Ten make six bundles of one or two, so no more than six rectangles. */
    @Test
    void branchesBeyondSixGoTogether() {
        Segment ten = Segments.of(fan(10));
        assertThat(new RegionSpace(ten, new Region(0, 0, 1, 2), true).size()).isEqualTo(1 + (1 << 6) - 2);
        assertThat(new RegionSpace(ten, new Region(0, 0, 8, 8), true).size())
                .isEqualTo(new RegionSpace(Segments.of(fan(6)), new Region(0, 0, 8, 8), true).size());
    }

    /** In order, or cut at one of three places with either branch in the west. */
    @Test
    void twoBranchesShareARowOfFourInSevenWays() {
        Segment two = Segments.of(fan(2));
        assertThat(new RegionSpace(two, new Region(0, 0, 1, 4), true).size()).isEqualTo(7);
        assertThat(new RegionSpace(two, new Region(0, 0, 1, 4), false).size()).isEqualTo(1);
    }

    @Test
    void withoutBranchesSideBySideThereIsOneOrder() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = network(gen);
            RegionSpace space = new RegionSpace(Segments.of(workload), array(gen), false);
            assertThat(space.choices()).containsExactly(space.inOrder());
            assertThat(space.neighbours(space.inOrder())).isEmpty();
            assertThat(space.inOrder().tree().layers())
                    .isEqualTo(workload.layers().stream().map(Layer::name).toList());
        }
    }

    @Test
    void holdsTheSlicingsThatTheSearchTries() {
        for (int seed = 0; seed < 300; seed++) {
            Gen gen = new Gen(seed);
            Region region = new Region(gen.between(0, 2), gen.between(0, 2), gen.between(1, 4), gen.between(1, 4));
            double[] work = IntStream.range(0, gen.between(1, 4))
                    .mapToDouble(i -> gen.between(0, 9))
                    .toArray();
            Set<List<Region>> all = Cuts.dissections(region, work.length);
            for (List<Region> regions : Slices.of(region, work)) {
                assertThat(all)
                        .contains(regions.stream()
                                .sorted(Comparator.comparingInt(Region::row).thenComparingInt(Region::col))
                                .toList());
            }
        }
    }
}
