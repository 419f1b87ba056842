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
        RowWalk.Steps steps = walk.steps();
        double perRow = 1 / nodeRowBytes;
        for (int j = 1; j < stretches; j++) {
            steps.next();
            double distance = Math.abs(signed(steps.displacement() * perRow, banks));
            if (distance < rows) {
                same += 2 * (1 - j / stretches) * (rows - distance) / rows;
            }
        }
        return Math.min(1, Math.max(least, same / (stretches * rows)));
    }

    /** The representative of a value modulo m that is nearest to 0. */
    static double signed(double value, double m) {
        return value - m * Math.rint(value / m);
    }
}
