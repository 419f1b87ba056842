package org.nicepim.cost.dram;

/**
 * How the rows that a controller can see at once fall on banks.
 *
 * <p>A controller looks ahead some rows and works on all banks that these lie in. With n rows in reach, of which on average o lie
 * in the same bank as a given one (itself counted), the share o/n of all row visits waits for one bank. o follows from the distances
 * d_j between a stretch and the j-th after it: two stretches of v rows whose starts are d rows apart modulo the banks have
 * max(0, v − |d|) rows in the same banks, so
 *
 * <pre>
 *   o = max(1, v / banks) + 2 Σ_{j = 1 .. n/v − 1} (1 − j·v/n) · max(0, v − |d_j|) / v
 * </pre>
 */
final class BankSpread {
    private static final double ROUND = 1L << 32;

    private BankSpread() {}

    /**
     * Share of the row visits that one bank must serve, between 1 / min(n, banks) and 1.
     *
     * @param walk the stretches
     * @param nodeRowBytes bytes of a row times channels
     * @param banks banks of a channel
     * @param rows rows of a stretch in a channel, at least 1
     * @param reach rows in the controller's reach
     */
    static double share(RowWalk walk, double nodeRowBytes, int banks, double rows, double reach) {
        double least = 1 / Math.min(Math.max(reach, 1), banks);
        double stretches = Math.min(reach / rows, walk.stretches());
        if (stretches <= 1) {
            return least;
        }
        double same = Math.max(1, rows / banks);
        return Math.min(
                1,
                Math.max(
                        least,
                        (same + others(walk, nodeRowBytes * banks, rows / banks, stretches)) / (stretches * rows)));
    }

    /**
     * Rows of other stretches in reach in the banks of one, with distances in parts of 2³² of a round over all banks, which wrap as
     * {@code int} does.
     */
    private static double others(RowWalk walk, double roundBytes, double rounds, double stretches) {
        double perByte = ROUND / roundBytes;
        int step = wrapped(walk.innerStride() * perByte);
        long size = Math.round(rounds * ROUND);
        RowWalk.Steps outer = walk.outerSteps();
        long sum = 0;
        long weighted = 0;
        int j = 1;
        int at = step;
        for (long end = walk.innerCount(); j < stretches; end += walk.innerCount()) {
            int last = (int) Math.min(end, Math.ceil(stretches));
            for (; j < last; j++) {
                long both = Math.max(0, size - Math.abs((long) at));
                sum += both;
                weighted += j * both;
                at += step;
            }
            outer.next();
            at = wrapped(outer.displacement() * perByte);
        }
        return 2 * (sum - weighted / stretches) / size;
    }

    private static int wrapped(double value) {
        return (int) (long) Math.rint(value);
    }

    /** The representative of a value modulo m that is nearest to 0. */
    static double signed(double value, double m) {
        return value - m * Math.rint(value / m);
    }
}
