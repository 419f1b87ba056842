package org.nicepim.mapper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nicepim.cost.Cases;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.SharingLoads;
import org.nicepim.hardware.HardwareConfig;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.mapper.MapperOptions.Style;
import org.nicepim.mapper.mapspace.Mapspace;
import org.nicepim.mapper.mapspace.MapspaceSize;
import org.nicepim.mapper.mapspace.Placing;
import org.nicepim.mapper.mapspace.TileRoom;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Mapping;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Region;
import org.nicepim.mapping.Tile;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Affine;
import org.nicepim.workload.Kernel;
import org.nicepim.workload.Layer;
import org.nicepim.workload.LayerDims;
import org.nicepim.workload.Tensor;
import org.nicepim.workload.Workload;
import org.nicepim.workload.WorkloadBuilder;
import org.nicepim.workload.zoo.Zoo;

/** Is the number of mappings that of all combinations of legal choices, and does it hold what the mapper finds? */
class MapspacesTest {
    private static Kernel kernel(Gen gen) {
        return gen.chance(0.5) ? Kernel.square(1) : Kernel.square(3).pad(1).stride(gen.between(1, 2));
    }

    /** Two branches behind a layer, and what joins them. */
    private static Workload small(Gen gen) {
        WorkloadBuilder net = new WorkloadBuilder("small", gen.between(1, 2));
        int size = gen.between(3, 5);
        Tensor first =
                net.conv("first", net.input("image", gen.between(1, 4), size, size), 4, kernel(gen), Affine.NONE);
        Tensor left = net.depthwise("left", first, Kernel.square(3).pad(1), Affine.NONE);
        Tensor right = net.conv("right", first, gen.between(1, 5), Kernel.square(1), Affine.NONE);
        net.conv("last", Tensor.concat(left, right), gen.between(1, 4), Kernel.square(1), Affine.NONE);
        return net.build();
    }

    private static HardwareConfig chip(Gen gen) {
        return Cases.chip(gen.oneOf(1, 2), gen.oneOf(1, 2, 4), 4, gen.oneOf(64, 256, 1024));
    }

    @Test
    void equalsTheSumOverAllCombinations() {
        for (int seed = 0; seed < 30; seed++) {
            Gen gen = new Gen(seed);
            MapperOptions options = MapperOptions.of(Objective.EDP, gen.oneOf(Style.values()));
            Mapspace space = Mapspaces.of(small(gen), chip(gen), options);
            BigInteger sum = space.regions()
                    .choices()
                    .map(placing -> ways(space, placing))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            MapspaceSize size = space.size();
            assertThat(size.total()).as("seed %d", seed).isEqualTo(sum);
            double logs = 0;
            for (MapspaceSize.Choice choice : MapspaceSize.Choice.values()) {
                assertThat(size.log10(choice)).isGreaterThanOrEqualTo(0);
                logs += size.log10(choice);
            }
            assertThat(logs).isCloseTo(size.totalLog10(), Offset.offset(1e-9));
        }
    }

    private static BigInteger ways(Mapspace space, Placing placing) {
        List<BigInteger> factors = new ArrayList<>();
        placing.forEach(
                (single, rectangle) -> factors.add(space.partitions(single.layer(), rectangle.rows(), rectangle.cols())
                        .choices()
                        .map(partition -> ways(space, single.layer(), partition))
                        .reduce(BigInteger.ZERO, BigInteger::add)));
        return factors.stream().reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private static BigInteger ways(Mapspace space, Layer layer, Partition partition) {
        assertThat(space.copies(layer, partition).choices())
                .allMatch(copies -> WeightCopies.fault(layer, partition, copies).isEmpty());
        long combinations = space.copies(layer, partition).choices().count()
                * space.layouts().choices().count();
        return space.loopNests(layer, partition).size().multiply(BigInteger.valueOf(combinations));
    }

    @Test
    void tilesFitAsTheCostModelSays() {
        for (int seed = 0; seed < 60; seed++) {
            Gen gen = new Gen(seed);
            HardwareModel hardware = new HardwareModel(chip(gen));
            Layer layer = gen.oneOf(small(gen).layers());
            Partition partition = Cases.partition(gen, layer, 2, 2);
            LayerCostModel model =
                    new LayerCostModel(layer, hardware, partition, Cases.CHW, SharingLoads.least(partition));
            TileRoom room = Mapspaces.room(layer, partition, hardware.config());
            long fitting = 0;
            for (Tile tile : tiles(partition.largestShare(layer.dims()))) {
                boolean fits = model.fits(model.tilings(tile));
                assertThat(room.fits(tile)).as("seed %d %s", seed, tile).isEqualTo(fits);
                fitting += fits ? 1 : 0;
            }
            assertThat(room.tiles()).as("seed %d", seed).isEqualTo(fitting);
        }
    }

    private static List<Tile> tiles(LayerDims s) {
        List<Tile> tiles = new ArrayList<>();
        for (int n = 1; n <= s.n(); n++) {
            for (int g = 1; g <= s.g(); g++) {
                for (int k = 1; k <= s.k(); k++) {
                    for (int c = 1; c <= s.c(); c++) {
                        for (int p = 1; p <= s.p(); p++) {
                            for (int q = 1; q <= s.q(); q++) {
                                tiles.add(new Tile(n, g, k, c, p, q));
                            }
                        }
                    }
                }
            }
        }
        return tiles;
    }

    @Test
    void holdsWhatTheMapperFinds() {
        MapperOptions options = MapperOptions.of(Objective.EDP, Style.NICEPIM);
        HeuristicScheduler scheduler = new HeuristicScheduler();
        int mapped = 0;
        for (int seed = 0; seed < 12; seed++) {
            Gen gen = new Gen(seed);
            Workload workload = small(gen);
            HardwareConfig chip = Cases.chip(2, gen.oneOf(2, 4), 4, 1024);
            if (new Mapper(options, scheduler, scheduler).map(workload, chip) instanceof MapperResult.Mapped found) {
                mapped++;
                check(Mapspaces.of(workload, chip, options), workload, found.mapping());
            }
        }
        assertThat(mapped).isPositive();
    }

    private static void check(Mapspace space, Workload workload, Mapping mapping) {
        assertThat(space.regions().choices().map(Placing::tree).map(tree -> tree.layers()))
                .contains(mapping.tree().layers());
        for (LayerMapping layer : mapping.layers()) {
            Layer of = workload.layer(layer.layer());
            Region region = layer.region();
            assertThat(space.partitions(of, region.rows(), region.cols()).choices())
                    .contains(layer.partition());
            assertThat(space.copies(of, layer.partition()).choices()).contains(layer.weightCopies());
            assertThat(space.layouts().choices()).contains(layer.layouts());
            assertThat(space.loopNests(of, layer.partition()).choices()).contains(layer.loopNest());
        }
    }

    @Test
    void networksAreCounted() {
        HardwareConfig chip = HardwareReader.read("chip4x4");
        MapperOptions options = MapperOptions.of(Objective.EDP, Style.NICEPIM);
        for (String name : List.of("alexnet", "resnet50", "googlenet", "mobilenet_v2")) {
            long start = System.nanoTime();
            MapspaceSize size = Mapspaces.of(Zoo.create(name, 1), chip, options).size();
            System.out.printf(
                    Locale.ROOT,
                    "%s: 10^%.1f mappings in %.2f s%n",
                    name,
                    size.totalLog10(),
                    (System.nanoTime() - start) * 1e-9);
            assertThat(size.totalLog10()).isGreaterThan(50).isFinite();
        }
    }
}
