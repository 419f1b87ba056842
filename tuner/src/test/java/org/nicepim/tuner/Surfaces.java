package org.nicepim.tuner;

import java.util.List;
import java.util.stream.IntStream;
import org.nicepim.hardware.DesignPoint;
import org.nicepim.hardware.DesignSpace;
import org.nicepim.hardware.Parameter;

/** Synthetic spaces and objectives in the likeness of an accelerator's energy-delay product. */
final class Surfaces {
    /** Area limit of {@link #areaMm2}; about a third of {@link #accelerator} meets it. */
    static final double LIMIT_MM2 = 48;

    private Surfaces() {}

    /** Node array, PE array and three buffers (KiB): 7 parameters, 4·4·6·6·7·7·7 = 197 568 points. */
    static DesignSpace accelerator() {
        List<Integer> mesh = List.of(2, 4, 8, 16);
        List<Integer> pes = List.of(4, 8, 16, 32, 64, 128);
        List<Integer> buffers = List.of(4, 8, 16, 32, 64, 128, 256);
        return new DesignSpace(List.of(
                new Parameter("nodeRows", mesh),
                new Parameter("nodeCols", mesh),
                new Parameter("peRows", pes),
                new Parameter("peCols", pes),
                new Parameter("ifmapKib", buffers),
                new Parameter("weightKib", buffers),
                new Parameter("ofmapKib", buffers)));
    }

    static DesignSpace tiny() {
        return new DesignSpace(List.of(
                new Parameter("a", List.of(1, 2, 4)),
                new Parameter("one", List.of(7)),
                new Parameter("b", List.of(0, 1, 2, 3))));
    }

    /** Energy times delay: roofline of PEs against DRAM traffic, with steps where a 48×28 tile does not divide. */
    static double energyDelay(DesignPoint point) {
        double nodes = (double) value(point, 0) * value(point, 1);
        double rows = value(point, 2);
        double cols = value(point, 3);
        double steps = Math.ceil(448 / (rows * value(point, 0))) * Math.ceil(384 / (cols * value(point, 1)));
        double reuse =
                1 + 24 / Math.sqrt(value(point, 4)) + 40 / Math.sqrt(value(point, 5)) + 12 / Math.sqrt(value(point, 6));
        double delay = Math.max(steps * 40, 60 * reuse * 16 / Math.sqrt(nodes)) + 8 * Math.sqrt(nodes);
        double leakage = 0.002 * areaMm2(point) * delay;
        double energy = 50
                + 9 * reuse
                + 0.4 * (value(point, 4) + value(point, 5) + value(point, 6)) / 16
                + 2 * Math.sqrt(nodes)
                + leakage;
        return energy * delay;
    }

    static double areaMm2(DesignPoint point) {
        double nodes = (double) value(point, 0) * value(point, 1);
        double pes = (double) value(point, 2) * value(point, 3);
        double kib = IntStream.range(4, 7).mapToDouble(i -> value(point, i)).sum();
        return nodes * (0.05 + 0.0015 * pes + 0.004 * kib);
    }

    static AreaOracle areaOracle() {
        return AreaOracle.atMost(LIMIT_MM2, Surfaces::areaMm2);
    }

    /** Evaluates as a caller would: area first. */
    static Observation observe(DesignPoint point) {
        return new Observation(
                point,
                areaMm2(point) > LIMIT_MM2 ? new Outcome.AreaExceeded() : new Outcome.Measured(energyDelay(point)));
    }

    private static int value(DesignPoint point, int parameter) {
        return point.values().get(parameter);
    }
}
