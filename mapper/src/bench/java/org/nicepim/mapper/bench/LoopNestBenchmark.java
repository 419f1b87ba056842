package org.nicepim.mapper.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nicepim.cost.HardwareModel;
import org.nicepim.cost.LayerCostModel;
import org.nicepim.cost.SharingLoads;
import org.nicepim.cost.TileTraffic;
import org.nicepim.cost.node.Tilings;
import org.nicepim.hardware.HardwareReader;
import org.nicepim.mapping.Dataflow;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.mapping.Layout;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.mapping.Tile;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Layer;
import org.nicepim.workload.zoo.Zoo;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Loop nests priced per second on one core, as the search does it: per tile its DRAM traffic once, then six orders under
 * two dataflows. The layer is ResNet-50's 3×3 convolution over 28×28, on the 4×4 chip, its outputs over rows of nodes and
 * its output rows over columns.
 *
 * <pre>
 *   ./mvnw -q -pl mapper -am verify -Pbench -DskipTests -Dbench=LoopNestBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class LoopNestBenchmark {
    private static final int TILES = 16;
    private static final int NESTS = TILES * 12;
    private static final List<Dataflow> DATAFLOWS = List.of(Dataflow.C_K, Dataflow.K_QP);
    private static final List<LoopOrder> ORDERS = List.of(LoopOrder.values());

    private final LayerCostModel model = model();
    private final List<Tilings> tiles = tiles(model);
    private final List<TileTraffic> traffic = tiles.stream().map(model::traffic).toList();

    private static LayerCostModel model() {
        HardwareModel hardware = new HardwareModel(HardwareReader.read("chip4x4"));
        Layer layer = Zoo.create("resnet50", 1).layers().stream()
                .filter(l -> l.dims().r() == 3 && l.dims().p() == 28)
                .findFirst()
                .orElseThrow();
        Partition partition = new Partition(List.of(new Split(Dim.K, 4)), List.of(new Split(Dim.P, 4)));
        SharingLoads loads =
                SharingLoads.of(partition, hardware.config().technology().noc(), new HeuristicScheduler());
        return new LayerCostModel(layer, hardware, partition, new LayerMapping.Layouts(Layout.CHW, Layout.CHW), loads);
    }

    private static List<Tilings> tiles(LayerCostModel model) {
        List<Tilings> tiles = new ArrayList<>();
        for (int k : new int[] {8, 16}) {
            for (int c : new int[] {16, 32}) {
                for (int p : new int[] {2, 4}) {
                    for (int q : new int[] {7, 14}) {
                        tiles.add(model.tilings(new Tile(1, 1, k, c, p, q)));
                    }
                }
            }
        }
        return tiles;
    }

    /** As the search does it. */
    @Benchmark
    @OperationsPerInvocation(NESTS)
    public void nestsWithTraffic(Blackhole sink) {
        for (Tilings tile : tiles) {
            price(tile, model.traffic(tile), sink);
        }
    }

    /** Without the DRAM patterns. */
    @Benchmark
    @OperationsPerInvocation(NESTS)
    public void nestsAlone(Blackhole sink) {
        for (int i = 0; i < TILES; i++) {
            price(tiles.get(i), traffic.get(i), sink);
        }
    }

    private void price(Tilings tile, TileTraffic tileTraffic, Blackhole sink) {
        for (Dataflow dataflow : DATAFLOWS) {
            for (LoopOrder order : ORDERS) {
                sink.consume(model.cost(tile, tileTraffic, order, dataflow));
            }
        }
    }

    /** The DRAM patterns of a tile: four per operation. */
    @Benchmark
    @OperationsPerInvocation(TILES)
    public void tileTraffic(Blackhole sink) {
        for (Tilings tile : tiles) {
            sink.consume(model.traffic(tile));
        }
    }
}
