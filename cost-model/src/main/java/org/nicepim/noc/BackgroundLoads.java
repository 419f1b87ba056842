package org.nicepim.noc;

import java.util.Arrays;
import java.util.List;

/**
 * Bytes that links and ports carry for others while a phase runs, such as flows of parallel branches. Loads of flows that
 * run at the same time add up, so a phase beside them is priced by the sum. Immutable.
 */
public final class BackgroundLoads {
    /** Idle links, whatever the mesh. */
    public static final BackgroundLoads NONE = new BackgroundLoads(new double[0]);

    /** By link id; empty for idle links. */
    private final double[] bytes;

    private BackgroundLoads(double[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Given loads.
     *
     * @param bytesByLink one value per link id of a mesh ({@link Mesh#links()}), finite and at least 0; copied
     */
    public static BackgroundLoads of(double[] bytesByLink) {
        boolean idle = true;
        for (int link = 0; link < bytesByLink.length; link++) {
            double load = bytesByLink[link];
            if (!(load >= 0) || Double.isInfinite(load)) {
                throw new IllegalArgumentException(
                        "background load of link " + link + " = " + load + " must be a finite number of bytes ≥ 0");
            }
            idle &= load == 0;
        }
        return idle ? NONE : new BackgroundLoads(bytesByLink.clone());
    }

    /** Loads of flows, each on its own route. */
    public static BackgroundLoads of(Mesh mesh, List<Flow> flows) {
        return of(LinkLoads.of(mesh, flows));
    }

    /** Both at once. */
    public BackgroundLoads plus(BackgroundLoads other) {
        if (isNone()) {
            return other;
        }
        double[] sum = bytes.clone();
        other.addTo(sum);
        return new BackgroundLoads(sum);
    }

    /** Whether all links are idle. */
    public boolean isNone() {
        return bytes.length == 0;
    }

    /** Whether there are as many loads as the mesh has link ids, or none. */
    public boolean fits(Mesh mesh) {
        return isNone() || bytes.length == mesh.links();
    }

    /** Bytes on one link or port. */
    public double bytes(int link) {
        return isNone() ? 0 : bytes[link];
    }

    /** Largest load over links and ports. */
    public double max() {
        return LinkLoads.max(bytes);
    }

    /** Adds these loads to others, by link id, in place. */
    public void addTo(double[] loads) {
        if (!isNone()) {
            LinkLoads.addScaled(bytes, 1, loads);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BackgroundLoads that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return isNone() ? "none" : Arrays.toString(bytes);
    }
}
