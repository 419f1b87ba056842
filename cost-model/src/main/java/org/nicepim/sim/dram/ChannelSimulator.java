package org.nicepim.sim.dram;

import org.nicepim.hardware.DramSpec;
import org.nicepim.hardware.PagePolicy;

/**
 * One DRAM channel, command by command: a controller with finite queues that serves what is ready first, then what came
 * first (FR-FCFS), on banks with all gates of their timing, and all-bank refresh.
 *
 * <pre>
 *   offers ─▶ read queue ─┐
 *        └──▶ write queue ┴▶ one queue per bank ─▶ one command per clock, banks in turn
 * </pre>
 *
 * Requests are offered in order, as many per clock as the queues take; one per clock moves on to its bank. Writes wait until
 * their queue is full, or holds more than eight while no bank has work; then as many as waited are let through. In a bank the
 * oldest request whose command may go out is served; a row is closed if no request at the bank wants it, or four have had it
 * and an older one wants another. A refresh that is due stops all other commands until all banks are closed and it is out.
 * These rules are those that DRAMsim3 documents, with which this simulator is compared; requests to the same burst are not
 * merged or ordered.
 *
 * <p>An instance runs one trace at a time; it keeps nothing between runs.
 */
public final class ChannelSimulator {
    private final DramSpec spec;
    private final Gates gates;
    private final AddressMap addresses;

    /** For the channels of a stack. */
    public ChannelSimulator(DramSpec spec) {
        this.spec = spec;
        this.gates = new Gates(spec.timing());
        this.addresses = new AddressMap(spec);
    }

    /** Serves a trace from idle, closed banks; the first refresh is due after one interval. */
    public ChannelRun run(BurstTrace trace) {
        return run(trace, (clock, command, bank, row) -> {});
    }

    /** Serves a trace and tells every command. */
    public ChannelRun run(BurstTrace trace, CommandListener listener) {
        return new Run(trace, listener).finish();
    }

    /** What goes on during one trace. */
    private final class Run {
        /** Hits after which a row is closed for an older request. */
        private static final int MOST_HITS = 4;

        private static final int ENOUGH_WRITES = 8;

        private final BurstTrace trace;
        private final Banks banks;
        private final BankQueues queues;
        private final TransactionQueue reads;
        private final TransactionQueue writes;
        private final boolean closes = spec.controller().pages() == PagePolicy.CLOSED;
        private long clock;
        private boolean offering;
        private int draining;
        private int turn;
        private boolean refreshing;
        private long refreshDue = gates.refreshInterval;
        private long earliest;
        private long done;
        private long readBursts;
        private long writeBursts;

        Run(BurstTrace trace, CommandListener listener) {
            this.trace = trace;
            this.banks = new Banks(spec.organization(), gates, listener);
            this.queues = new BankQueues(banks.count(), spec.controller().bankQueue());
            this.reads = new TransactionQueue(spec.controller().readQueue());
            this.writes = new TransactionQueue(spec.controller().writeQueue());
            this.offering = trace.advance();
        }

        ChannelRun finish() {
            while (offering || reads.count() > 0 || writes.count() > 0 || !queues.isEmpty()) {
                takeOffers();
                earliest = Long.MAX_VALUE;
                boolean acted = clock >= refreshDue ? refreshOrClose() : issue();
                acted |= moveOne();
                clock = acted ? clock + 1 : Math.max(clock + 1, next());
            }
            return new ChannelRun(done, readBursts, writeBursts, banks.activations(), banks.refreshes());
        }

        /** The next clock at which anything can change when nothing could in this one. */
        private long next() {
            return refreshing ? earliest : Math.min(earliest, refreshDue);
        }

        private void takeOffers() {
            while (offering) {
                TransactionQueue queue = trace.write() ? writes : reads;
                if (queue.isFull()) {
                    return;
                }
                queue.add(addresses.bank(trace.burst()), addresses.row(trace.burst()));
                offering = trace.advance();
            }
        }

        private boolean moveOne() {
            if (draining == 0) {
                boolean full = writes.isFull();
                boolean idle = writes.count() > ENOUGH_WRITES && queues.isEmpty();
                boolean last = !offering && reads.count() == 0 && queues.isEmpty();
                draining = full || idle || last ? writes.count() : 0;
            }
            if (draining == 0) {
                return reads.moveOne(queues, false);
            }
            boolean moved = writes.moveOne(queues, true);
            draining -= moved ? 1 : 0;
            return moved;
        }

        private boolean refreshOrClose() {
            refreshing = true;
            boolean allClosed = true;
            for (int bank = 0; bank < banks.count(); bank++) {
                boolean open = banks.openRow(bank) != Banks.CLOSED;
                long ready = open ? banks.prechargeReady(bank) : banks.recovered(bank);
                if (open && ready <= clock) {
                    banks.precharge(clock, bank);
                    return true;
                }
                allClosed &= !open && ready <= clock;
                earliest = ready > clock ? Math.min(earliest, ready) : earliest;
            }
            if (allClosed) {
                banks.refresh(clock);
                refreshDue += gates.refreshInterval;
                refreshing = false;
            }
            return allClosed;
        }

        /** One command of the first bank in turn that has one. */
        private boolean issue() {
            int count = banks.count();
            for (int i = 0; i < count; i++) {
                turn = turn + 1 == count ? 0 : turn + 1;
                if (queues.count(turn) > 0 && issue(turn)) {
                    return true;
                }
            }
            return false;
        }

        private boolean issue(int bank) {
            int open = banks.openRow(bank);
            if (open == Banks.CLOSED) {
                return activate(bank);
            }
            boolean wanted = false;
            int waiting = queues.count(bank);
            for (int place = 0; place < waiting; place++) {
                if (queues.row(bank, place) == open) {
                    wanted = true;
                    if (column(bank, place)) {
                        return true;
                    }
                }
            }
            boolean oldestWantsAnother = queues.row(bank, 0) != open;
            return oldestWantsAnother && (!wanted || banks.hits(bank) >= MOST_HITS) && close(bank);
        }

        private boolean ready(long when) {
            if (when > clock) {
                earliest = Math.min(earliest, when);
                return false;
            }
            return true;
        }

        private boolean activate(int bank) {
            if (!ready(banks.activateReady(bank))) {
                return false;
            }
            banks.activate(clock, bank, queues.row(bank, 0));
            return true;
        }

        private boolean close(int bank) {
            if (!ready(banks.prechargeReady(bank))) {
                return false;
            }
            banks.precharge(clock, bank);
            return true;
        }

        private boolean column(int bank, int place) {
            boolean write = queues.write(bank, place);
            if (!ready(write ? banks.writeReady(bank) : banks.readReady(bank))) {
                return false;
            }
            queues.remove(bank, place);
            if (write) {
                banks.write(clock, bank);
                writeBursts++;
                done = Math.max(done, clock + gates.writeLatency + gates.burst);
            } else {
                banks.read(clock, bank);
                readBursts++;
                done = Math.max(done, clock + gates.readLatency + gates.burst);
            }
            if (closes) {
                banks.closeAfterColumn(bank);
            }
            return true;
        }
    }
}
