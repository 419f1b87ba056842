package org.nicepim.bench;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nicepim.hardware.DramReader;
import org.nicepim.sim.dram.BurstTrace;
import org.nicepim.sim.dram.ChannelRun;
import org.nicepim.sim.dram.ChannelSimulator;
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

/** Bursts that one DRAM channel is simulated for per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class ChannelSimulatorBenchmark {
    private static final int BURSTS = 1 << 14;

    /** The stack. */
    @Param({"sedram_a", "hbm2"})
    public String device = "";

    /** What the bursts look like. */
    public enum Pattern {
        /** Ascending bursts. */
        SEQUENTIAL {
            @Override
            long code(int i, SplittableRandom random) {
                return 2L * i;
            }
        },
        /** Two bursts of every eight, so rows are left early. */
        STRIDED {
            @Override
            long code(int i, SplittableRandom random) {
                return 2L * (8L * (i / 2) + i % 2);
            }
        },
        /** Single bursts anywhere. */
        RANDOM {
            @Override
            long code(int i, SplittableRandom random) {
                return 2 * random.nextLong(1 << 21);
            }
        },
        /** Input rows of seven bursts, weights one after another, outputs written: in turns of 32 bursts. */
        CONVOLUTION {
            @Override
            long code(int i, SplittableRandom random) {
                int stream = i / 32 % 3;
                long at = i / 96 * 32L + i % 32;
                return switch (stream) {
                    case 0 -> 2 * (at / 7 * 56 + at % 7);
                    case 1 -> 2 * ((1 << 20) + at);
                    default -> 2 * ((1 << 21) + at / 14 * 56 + at % 14) + 1;
                };
            }
        },
        /** Two streams that read different rows of the same banks, in turns of four bursts. */
        TWO_STREAMS {
            @Override
            long code(int i, SplittableRandom random) {
                return 2 * ((i / 4 % 2 << 20) + i / 8 * 4L + i % 4);
            }
        };

        /** Twice the number of a trace's burst; one more if it is written. */
        abstract long code(int i, SplittableRandom random);
    }

    /** The trace. */
    @Param
    public Pattern pattern = Pattern.SEQUENTIAL;

    private final long[] codes = new long[BURSTS];
    private ChannelSimulator simulator = new ChannelSimulator(DramReader.read("sedram_a"));

    /** The same trace in every run. */
    @Setup
    public void trace() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < BURSTS; i++) {
            codes[i] = pattern.code(i, random);
        }
        simulator = new ChannelSimulator(DramReader.read(device));
    }

    private static final class Replay implements BurstTrace {
        private final long[] codes;
        private int at = -1;

        Replay(long[] codes) {
            this.codes = codes;
        }

        @Override
        public boolean advance() {
            return ++at < codes.length;
        }

        @Override
        public long burst() {
            return codes[at] >> 1;
        }

        @Override
        public boolean write() {
            return (codes[at] & 1) != 0;
        }
    }

    /** One trace from idle banks. */
    @Benchmark
    @OperationsPerInvocation(BURSTS)
    public ChannelRun bursts() {
        return simulator.run(new Replay(codes));
    }
}
