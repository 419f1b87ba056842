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

    /** Bank of the first burst where a bank is one range of addresses; not a number if a stream has no such bank. */
    double firstBank();

    record Stretches(RowWalk walk, double unit, int banks, double rows, double stay, double rowBytes, boolean ranges)
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
        public double firstBank() {
            return ranges ? Math.floor(walk.offset() / unit) : Double.NaN;
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
        public double firstBank() {
            return Double.NaN;
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
            this.steps = places.walk.steps();
            this.perByte = bursts / ((double) places.walk.extent() * places.walk.stretches());
            this.left = bursts;
        }

        @Override
        public double left() {
            return left;
        }

        @Override
        public double take(double most) {
            double address = places.walk.offset() + steps.displacement() + inStretch;
            double unit = Math.floor(address / places.unit + 1e-9);
            bank = (int) (unit % places.banks);
            double inUnit = (unit + 1) * places.unit - address;
            double bytes = Math.min(Math.min(inUnit, places.walk.extent() - inStretch), most / perByte);
            inStretch += bytes;
            if (inStretch >= places.walk.extent() - 1e-6) {
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
