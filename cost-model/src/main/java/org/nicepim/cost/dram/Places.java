package org.nicepim.cost.dram;

/** Where the bursts of a stream lie: which banks they come to, how many in a row. */
sealed interface Places {
    /** Bursts that come in a row to a bank. */
    double stay();

    /** Share of the stays in reach that one bank must serve. */
    double share(double reach);

    /** Rows from address 0 to a run without gaps, none if it has gaps. */
    double straightFromRow();

    /** The stays of so many bursts. */
    ClosedWalk.Stays stays(double bursts, boolean write);

    /** Banks from address 0 to where a stream is when it has served a share of its bursts; not a number if that is random. */
    double place(double served);

    /** Banks of a channel. */
    int banks();

    /** True if a bank is one range of addresses. */
    boolean ranges();

    /**
     * Chance that a stream is in a bank that another comes to: all if they are in the same place, none if they are a row apart.
     *
     * @param served share of its bursts that it has served
     * @param other the other
     * @param otherServed share that the other has served
     * @param rows rows that the other goes on from there
     */
    default double meets(double served, Places other, double otherServed, double rows) {
        double distance = place(served) - other.place(otherServed);
        if (Double.isNaN(distance)) {
            return Math.min(1, (1 + rows) / banks());
        }
        if (ranges()) {
            double apart = Math.floor(place(served)) - Math.floor(other.place(otherServed));
            return BankSpread.signed(apart, banks()) == 0 ? 1 : 0;
        }
        double ahead = distance - banks() * Math.floor(distance / banks());
        return Math.max(0, 1 - Math.min(Math.max(0, ahead - rows), banks() - ahead));
    }

    /**
     * Stretches of addresses.
     *
     * @param walk stretches that skip no row or bank
     * @param runs the runs themselves
     * @param unit bytes from one bank to the next
     * @param banks banks of a channel
     * @param rows units of a stretch
     * @param stay bursts that come in a row to a bank
     * @param rowBytes bytes of a row of the node
     * @param ranges true if a bank is one range of addresses
     */
    record Stretches(
            RowWalk walk,
            RowWalk runs,
            double unit,
            int banks,
            double rows,
            double stay,
            double rowBytes,
            boolean ranges)
            implements Places {
        @Override
        public double share(double reach) {
            return BankSpread.share(walk, unit, banks, rows, reach);
        }

        @Override
        public double straightFromRow() {
            return walk.stretches() == 1 ? walk.offset() / rowBytes : Double.NaN;
        }

        @Override
        public ClosedWalk.Stays stays(double bursts, boolean write) {
            return new StretchStays(this, bursts, write);
        }

        @Override
        public double place(double served) {
            double stretches = served * walk.stretches();
            double whole = Math.floor(stretches);
            return (walk.offset() + walk.displacement((long) whole) + (stretches - whole) * walk.extent()) / unit;
        }
    }

    /** Blocks of v stays each, whose places are random: of the n stays in reach, those of other blocks fall on any bank alike. */
    record Scattered(double own, double same, int banks, double stay) implements Places {
        @Override
        public double share(double reach) {
            double seen = Math.max(1, reach);
            double mine = Math.min(seen, own);
            double together = Math.max(1, same * mine / own);
            return Math.min(1, Math.max(1 / Math.min(seen, banks), (together + (seen - mine) / banks) / seen));
        }

        @Override
        public double straightFromRow() {
            return Double.NaN;
        }

        @Override
        public ClosedWalk.Stays stays(double bursts, boolean write) {
            return new ScatteredStays(this, bursts, write);
        }

        @Override
        public double place(double served) {
            return Double.NaN;
        }

        @Override
        public boolean ranges() {
            return false;
        }
    }

    /** Stretches cut where the bank changes. */
    final class StretchStays implements ClosedWalk.Stays {
        private final Stretches places;
        private final RowWalk.Steps steps;
        private final double perByte;
        private double inStretch;
        private double left;
        private final boolean write;
        private int bank;

        StretchStays(Stretches places, double bursts, boolean write) {
            this.write = write;
            this.places = places;
            this.steps = places.runs.steps();
            this.perByte = bursts / ((double) places.runs.extent() * places.runs.stretches());
            this.left = bursts;
        }

        @Override
        public double left() {
            return left;
        }

        @Override
        public double take(double most) {
            double address = places.runs.offset() + steps.displacement() + inStretch;
            double unit = Math.floor(address / places.unit + 1e-9);
            bank = (int) (unit % places.banks);
            double inUnit = (unit + 1) * places.unit - address;
            double bytes = Math.min(Math.min(inUnit, places.runs.extent() - inStretch), most / perByte);
            inStretch += bytes;
            if (inStretch >= places.runs.extent() - 1e-6) {
                inStretch = 0;
                steps.next();
            }
            double count = Math.min(left, Math.max(bytes * perByte, 0.01));
            left -= count;
            return count;
        }

        @Override
        public int bank() {
            return bank;
        }

        @Override
        public boolean write() {
            return write;
        }

        @Override
        public void skip(double bursts) {
            left -= bursts;
        }
    }

    /** Stays in banks that a generator of pseudo-random numbers chooses, the same at every call. */
    final class ScatteredStays implements ClosedWalk.Stays {
        private final Scattered places;
        private long state = 1;
        private double inStay;
        private double inBlock;
        private double left;
        private final boolean write;
        private int bank;

        ScatteredStays(Scattered places, double bursts, boolean write) {
            this.write = write;
            this.places = places;
            this.left = bursts;
        }

        @Override
        public double left() {
            return left;
        }

        /** Blocks are aligned to their size, so their first bank is too if they go round the banks. */
        private int start(long random) {
            long round = places.same < places.own ? Math.min(places.banks, (long) Math.ceil(places.own)) : 1;
            return (int) (random / round * round);
        }

        @Override
        public double take(double most) {
            if (inStay < 1e-6) {
                boolean goesOn = inBlock > 0.5;
                inBlock = goesOn ? inBlock - 1 : places.own - 1;
                state = state * 6364136223846793005L + 1442695040888963407L;
                bank = goesOn
                        ? (bank + (places.same < places.own ? 1 : 0)) % places.banks
                        : start((state >>> 33) % places.banks);
                inStay = places.stay;
            }
            double count = Math.min(Math.min(left, inStay), most);
            inStay -= count;
            left -= count;
            return count;
        }

        @Override
        public int bank() {
            return bank;
        }

        @Override
        public boolean write() {
            return write;
        }

        @Override
        public void skip(double bursts) {
            left -= bursts;
        }
    }
}
