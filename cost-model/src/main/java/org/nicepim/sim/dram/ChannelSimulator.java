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
 * merged or ordered. Clocks in which nothing can happen are skipped.
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
        private static final int ENOUGH_WRITES = 8;

        private final BurstTrace trace;
        private final Banks banks;
        private final BankQueues queues;
        private final NextCommands next;
        private final TransactionQueue reads;
        private final TransactionQueue writes;
        private final boolean closes = spec.controller().pages() == PagePolicy.CLOSED;
        private long clock;
        private boolean offering;
        private int draining;
        private int turn;
        private long refreshDue = gates.refreshInterval;
        private long done;
        private long readBursts;
        private long writeBursts;

        Run(BurstTrace trace, CommandListener listener) {
            this.trace = trace;
            this.banks = new Banks(spec.organization(), gates, listener);
            this.queues = new BankQueues(banks.count(), spec.controller().bankQueue());
            this.next = new NextCommands(banks, queues);
            this.reads = new TransactionQueue(banks.count(), spec.controller().readQueue());
            this.writes = new TransactionQueue(banks.count(), spec.controller().writeQueue());
            this.offering = trace.advance();
        }

        ChannelRun finish() {
            boolean moved = true;
            boolean changed = true;
            long soonest = 0;
            while (offering || reads.count() > 0 || writes.count() > 0 || !queues.isEmpty()) {
                takeOffers();
                soonest = changed ? next.soonest() : soonest;
                // While requests move on, each clock counts; else nothing changes before a bank or a refresh is due.
                clock = moved ? clock : Math.max(clock, Math.min(soonest, refreshDue));
                boolean issued = clock >= refreshDue ? refreshOrClose() : issue(soonest);
                moved = moveOne();
                changed = issued || moved;
                clock++;
            }
            return new ChannelRun(done, readBursts, writeBursts, banks.activations(), banks.refreshes());
        }

        private void takeOffers() {
            while (offering) {
                TransactionQueue queue = trace.write() ? writes : reads;
                if (queue.isFull()) {
                    return;
                }
                long burst = trace.burst();
                queue.add(addresses.bank(burst), addresses.row(burst));
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
            boolean write = draining > 0;
            TransactionQueue queue = write ? writes : reads;
            boolean moves = queue.findMovable(queues);
            if (moves) {
                next.added(queue.moveFound(queues, write));
                draining -= write ? 1 : 0;
            }
            return moves;
        }

        /** One step towards a refresh, for which all banks must be closed and have recovered. */
        private boolean refreshOrClose() {
            boolean allClosed = true;
            for (int bank = 0; bank < banks.count(); bank++) {
                boolean open = banks.openRow(bank) != Banks.CLOSED;
                long ready = open ? banks.prechargeReady(bank) : banks.recovered(bank);
                if (open && ready <= clock) {
                    banks.precharge(clock, bank);
                    next.changed(bank);
                    return true;
                }
                allClosed &= !open && ready <= clock;
            }
            if (allClosed) {
                banks.refresh(clock);
                next.changed();
                refreshDue += gates.refreshInterval;
            }
            return allClosed;
        }

        /** One command of the first bank in turn that has one, if one is due. */
        private boolean issue(long soonest) {
            if (soonest > clock) {
                return false;
            }
            turn = next.firstAfter(turn, clock);
            if (banks.openRow(turn) == Banks.CLOSED) {
                banks.activate(clock, turn, queues.row(turn, 0));
            } else {
                serveOrClose(turn);
            }
            next.changed(turn);
            return true;
        }

        private void serveOrClose(int bank) {
            int read = next.firstRead(bank);
            int write = next.firstWrite(bank);
            boolean readsNow = read != NextCommands.NOWHERE && banks.takesRead(clock, bank);
            boolean writesNow = write != NextCommands.NOWHERE && banks.takesWrite(clock, bank);
            if (readsNow && (read < write || !writesNow)) {
                banks.read(clock, bank);
                readBursts++;
                served(bank, read, gates.readLatency);
            } else if (writesNow) {
                banks.write(clock, bank);
                writeBursts++;
                served(bank, write, gates.writeLatency);
            } else {
                banks.precharge(clock, bank);
            }
        }

        private void served(int bank, int place, int latency) {
            done = Math.max(done, clock + latency + gates.burst);
            if (closes) {
                banks.closeAfterColumn(bank);
            }
            queues.remove(bank, place);
            reads.unstuck();
            writes.unstuck();
        }
    }
}
