package org.nicepim.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nicepim.cost.dram.AccessPattern;
import org.nicepim.cost.dram.AccessPattern.Level;
import org.nicepim.cost.dram.DramModel;
import org.nicepim.cost.dram.TileRuns;
import org.nicepim.cost.dram.TileRuns.Tile;
import org.nicepim.hardware.DramReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Patterns that the DRAM's closed form prices per second, for a node with one channel. Tiles lie in maps of 64×56×56 words. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class DramBenchmark {
    private static final int PATTERNS = 16;
    private static final int CHANNELS = 64;
    private static final int SIDE = 56;
    private static final int WORD_BYTES = 2;

    /** The stack. */
    @Param({"sedram", "hbm2"})
    public String device = "";

    private DramModel model = model("sedram");
    private final List<AccessPattern> sequential = new ArrayList<>();
    private final List<AccessPattern> strided = new ArrayList<>();
    private final List<AccessPattern> chw = new ArrayList<>();
    private final List<AccessPattern> hwc = new ArrayList<>();
    private final List<AccessPattern> c16 = new ArrayList<>();

    /** Patterns of different sizes and places. */
    @Setup
    public void patterns() {
        model = model(device);
        for (int i = 0; i < PATTERNS; i++) {
            sequential.add(AccessPattern.sequential(1000L * i, 4096 + 3000L * i, i % 4 == 3));
            strided.add(new AccessPattern(64L * i, 64, List.of(new Level(256 + 16L * i, 192 + 256L * i)), false));
            Tile tile = new Tile(0, 16L * (i % 3), i, 2L * i, 1, 16 + 4L * (i % 4), 4 + i, 6 + i);
            chw.add(tile(1, tile));
            hwc.add(tile(CHANNELS, tile));
            c16.add(tile(16, tile));
        }
    }

    private static DramModel model(String device) {
        return new DramModel(DramReader.read(device), 1, 400);
    }

    private static AccessPattern tile(int block, Tile tile) {
        return new TileRuns(CHANNELS, SIDE, SIDE, WORD_BYTES, block).tile(tile, 0, false);
    }

    private void price(List<AccessPattern> patterns, Blackhole sink) {
        for (AccessPattern pattern : patterns) {
            sink.consume(model.cost(pattern));
        }
    }

    /** Single runs of 4 to 48 KB. */
    @Benchmark
    @OperationsPerInvocation(PATTERNS)
    public void sequentialRuns(Blackhole sink) {
        price(sequential, sink);
    }

    /** Runs of 64 B at one stride. */
    @Benchmark
    @OperationsPerInvocation(PATTERNS)
    public void strided(Blackhole sink) {
        price(strided, sink);
    }

    /** Tiles of maps that are stored channel by channel. */
    @Benchmark
    @OperationsPerInvocation(PATTERNS)
    public void tilesChw(Blackhole sink) {
        price(chw, sink);
    }

    /** Tiles of maps whose channels lie innermost. */
    @Benchmark
    @OperationsPerInvocation(PATTERNS)
    public void tilesHwc(Blackhole sink) {
        price(hwc, sink);
    }

    /** Tiles of maps in blocks of 16 channels. */
    @Benchmark
    @OperationsPerInvocation(PATTERNS)
    public void tilesC16(Blackhole sink) {
        price(c16, sink);
    }
}
