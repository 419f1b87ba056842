package org.nicepim.workload.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nicepim.testkit.OnnxBuilder.integer;
import static org.nicepim.testkit.OnnxBuilder.ints;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nicepim.testkit.Gen;
import org.nicepim.testkit.OnnxBuilder;

/** Are there as many outputs as windows, when the windows are set down one by one? */
class OnnxWindowsTest {
    private static final int CASES = 400;

    private record Axis(int extent, int kernel, int stride, int dilation, int before, int behind) {
        static Axis draw(Gen gen) {
            int kernel = gen.between(1, 4);
            int dilation = gen.between(1, 3);
            int reach = dilation * (kernel - 1) + 1;
            return new Axis(
                    gen.between(reach, 20),
                    kernel,
                    gen.between(1, 4),
                    dilation,
                    gen.between(0, reach),
                    gen.between(0, reach));
        }

        int reach() {
            return dilation * (kernel - 1) + 1;
        }

        /** Start of the i-th window, where the input begins at 0. */
        int start(int window) {
            return window * stride - before;
        }

        /** Windows that lie inside the padded input. */
        int whole() {
            return (int) IntStream.iterate(0, i -> start(i) + reach() <= extent + behind, i -> i + 1)
                    .count();
        }

        /** Windows that start before the input's end, until one reaches the end of the padding. */
        int roundedUp() {
            return (int) IntStream.iterate(
                            0,
                            i -> start(i) < extent && (i == 0 || start(i - 1) + reach() < extent + behind),
                            i -> i + 1)
                    .count();
        }

        /** Positions that a transposed convolution writes, less the padding. */
        int spread(int outputPadding) {
            int last = IntStream.range(0, extent)
                    .flatMap(i -> IntStream.range(0, kernel).map(j -> i * stride + j * dilation))
                    .max()
                    .orElseThrow();
            return last + 1 + outputPadding - before - behind;
        }
    }

    private static List<Integer> read(OnnxBuilder graph, String output) {
        return OnnxReader.read(graph.output(output).bytes(), "w.onnx", Map.of()).shape(output);
    }

    @Test
    void convolution() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Axis p = Axis.draw(gen);
            Axis q = Axis.draw(gen);
            OnnxBuilder graph = new OnnxBuilder("conv");
            String y = graph.node(
                    "Conv",
                    "y",
                    List.of(graph.input("x", 1, 2, p.extent, q.extent), graph.weight("w", 3, 2, p.kernel, q.kernel)),
                    ints("strides", p.stride, q.stride),
                    ints("dilations", p.dilation, q.dilation),
                    ints("pads", p.before, q.before, p.behind, q.behind));
            assertThat(read(graph, y)).as("seed %d: %s %s", seed, p, q).containsExactly(1, 3, p.whole(), q.whole());
        }
    }

    @Test
    void poolingRoundedUp() {
        for (int seed = 0; seed < CASES; seed++) {
            Axis p = Axis.draw(new Gen(seed));
            OnnxBuilder graph = new OnnxBuilder("pool");
            String y = graph.node(
                    "MaxPool",
                    "y",
                    List.of(graph.input("x", 1, 2, p.extent)),
                    integer("ceil_mode", 1),
                    ints("kernel_shape", p.kernel),
                    ints("strides", p.stride),
                    ints("dilations", p.dilation),
                    ints("pads", p.before, p.behind));
            assertThat(read(graph, y)).as("seed %d: %s", seed, p).containsExactly(1, 2, p.roundedUp());
        }
    }

    @Test
    void samePaddingStartsAWindowAtEveryStride() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Axis p = Axis.draw(gen);
            OnnxBuilder graph = new OnnxBuilder("same");
            String y = graph.node(
                    "AveragePool",
                    "y",
                    List.of(graph.input("x", 1, 2, p.extent)),
                    OnnxBuilder.text("auto_pad", gen.oneOf("SAME_UPPER", "SAME_LOWER")),
                    ints("kernel_shape", p.kernel),
                    ints("strides", p.stride));
            int starts = (int)
                    IntStream.range(0, p.extent).filter(i -> i % p.stride == 0).count();
            assertThat(read(graph, y)).as("seed %d: %s", seed, p).containsExactly(1, 2, starts);
        }
    }

    @Test
    void transposedConvolution() {
        for (int seed = 0; seed < CASES; seed++) {
            Gen gen = new Gen(seed);
            Axis drawn = Axis.draw(gen);
            Axis p = new Axis(drawn.extent, drawn.kernel, drawn.stride, drawn.dilation, gen.between(0, 1), 0);
            int outputPadding = gen.between(0, p.stride - 1);
            OnnxBuilder graph = new OnnxBuilder("spread");
            String y = graph.node(
                    "ConvTranspose",
                    "y",
                    List.of(graph.input("x", 1, 2, p.extent), graph.weight("w", 2, 3, p.kernel)),
                    ints("strides", p.stride),
                    ints("dilations", p.dilation),
                    ints("output_padding", outputPadding),
                    ints("pads", p.before, p.behind));
            if (p.spread(outputPadding) > 0) {
                assertThat(read(graph, y)).as("seed %d: %s", seed, p).containsExactly(1, 3, p.spread(outputPadding));
            }
        }
    }
}
