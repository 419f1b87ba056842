package org.nicepim.noc;

import java.util.List;

/**
 * Sums over link loads: arrays of bytes by link id ({@link Mesh#links()} values). Loads of flows that run at the same
 * time add up, so loads of one byte can be computed once and scaled.
 */
public final class LinkLoads {
    private LinkLoads() {}

    /** Loads of flows, each on its own route. */
    public static double[] of(Mesh mesh, List<Flow> flows) {
        double[] loads = new double[mesh.links()];
        for (Flow flow : flows) {
            Routes.addLoad(mesh, flow.routing(), flow.source(), flow.destination(), flow.bytes(), loads);
        }
        return loads;
    }

    /** Largest load over links and ports; 0 for none. */
    public static double max(double[] loads) {
        double max = 0;
        for (double load : loads) {
            max = load > max ? load : max;
        }
        return max;
    }

    /**
     * A link or port with the largest load.
     *
     * @param loads at least one
     * @param mostBytes no load is larger; the search ends at the first link that reaches it
     */
    public static int busiest(double[] loads, double mostBytes) {
        int busiest = 0;
        for (int link = 1; link < loads.length && loads[busiest] < mostBytes; link++) {
            busiest = loads[link] > loads[busiest] ? link : busiest;
        }
        return busiest;
    }

    /** Bytes times mesh links crossed; injection and ejection ports do not count. */
    public static double byteHops(double[] loads) {
        double sum = 0;
        for (int first = 0; first < loads.length; first += Mesh.LINKS_PER_NODE) {
            for (int link = first; link < first + Mesh.Port.INJECT.ordinal(); link++) {
                sum += loads[link];
            }
        }
        return sum;
    }

    /** Bytes that leave a node, summed over nodes: what passes the injection ports. */
    public static double injectedBytes(double[] loads) {
        double sum = 0;
        for (int link = Mesh.Port.INJECT.ordinal(); link < loads.length; link += Mesh.LINKS_PER_NODE) {
            sum += loads[link];
        }
        return sum;
    }

    /** Whether a link id is an injection or ejection port. */
    public static boolean isPort(int link) {
        return link % Mesh.LINKS_PER_NODE >= Mesh.Port.INJECT.ordinal();
    }

    /** Adds {@code scale · unit} to {@code loads} in place. */
    public static void addScaled(double[] unit, double scale, double[] loads) {
        if (unit.length != loads.length) {
            throw new IllegalArgumentException("loads of " + unit.length + " links cannot be added to loads of "
                    + loads.length + " links. Maybe they belong to different meshes.");
        }
        for (int link = 0; link < loads.length; link++) {
            loads[link] += scale * unit[link];
        }
    }
}
