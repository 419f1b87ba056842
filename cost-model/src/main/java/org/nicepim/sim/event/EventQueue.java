package org.nicepim.sim.event;

import java.util.Arrays;

/**
 * Events in the order of their time; those of one time in the order in which they were added. One queue serves a whole
 * simulation, keeps its memory for the next, and makes no object per event.
 *
 * <pre>
 *   now ≤ time &lt; now + 1024   a wheel: one first-in-first-out list per cycle, a bit per list says whether it is empty
 *   later                      a binary heap by (time, sequence); events enter the wheel as it turns
 * </pre>
 *
 * An event that leaves the heap was added before any that enters the same list directly, so each list is in sequence.
 */
public final class EventQueue {
    private static final int WHEEL = 1024;
    private static final int MASK = WHEEL - 1;
    private static final int NONE = -1;
    private static final int FIRST_CAPACITY = 1024;

    private final int[] first = new int[WHEEL];
    private final int[] last = new int[WHEEL];
    private final long[] filled = new long[WHEEL >> 6];
    private long[] times = new long[FIRST_CAPACITY];
    private int[] kinds = new int[FIRST_CAPACITY];
    private int[] payloads = new int[FIRST_CAPACITY];
    private int[] details = new int[FIRST_CAPACITY];
    private int[] next = new int[FIRST_CAPACITY];
    private long[] sequences = new long[FIRST_CAPACITY];
    private int free;
    private int[] heap = new int[FIRST_CAPACITY];
    private int heapSize;
    private int inWheel;
    private long sequence;
    private long served;
    private long now;
    private int current;

    /** An empty queue at time 0. */
    public EventQueue() {
        clear();
    }

    /** Forgets all events and goes back to time 0; keeps its memory. */
    public void clear() {
        Arrays.fill(first, NONE);
        Arrays.fill(filled, 0);
        chain(0);
        free = 0;
        heapSize = 0;
        inWheel = 0;
        sequence = 0;
        served = 0;
        now = 0;
        current = NONE;
    }

    private void chain(int from) {
        for (int i = from; i < next.length; i++) {
            next[i] = i + 1 < next.length ? i + 1 : NONE;
        }
    }

    /**
     * Adds an event.
     *
     * @param time not before now
     * @param kind what happens
     * @param payload to what
     * @param detail more of it
     */
    public void add(long time, int kind, int payload, int detail) {
        if (time < now) {
            throw new IllegalArgumentException("an event at " + time + " lies before now, " + now);
        }
        if (free == NONE) {
            grow();
        }
        int event = free;
        free = next[event];
        times[event] = time;
        kinds[event] = kind;
        payloads[event] = payload;
        details[event] = detail;
        sequences[event] = sequence++;
        if (time - now < WHEEL) {
            append(event);
        } else {
            push(event);
        }
    }

    private void grow() {
        int size = next.length;
        int larger = size * 2;
        times = Arrays.copyOf(times, larger);
        kinds = Arrays.copyOf(kinds, larger);
        payloads = Arrays.copyOf(payloads, larger);
        details = Arrays.copyOf(details, larger);
        sequences = Arrays.copyOf(sequences, larger);
        next = Arrays.copyOf(next, larger);
        chain(size);
        free = size;
    }

    private void append(int event) {
        int slot = (int) times[event] & MASK;
        next[event] = NONE;
        if (first[slot] == NONE) {
            first[slot] = event;
            filled[slot >> 6] |= 1L << slot;
        } else {
            next[last[slot]] = event;
        }
        last[slot] = event;
        inWheel++;
    }

    /** Goes to the next event; false if there is none. */
    public boolean advance() {
        if (inWheel == 0) {
            if (heapSize == 0) {
                return false;
            }
            turnTo(times[heap[0]]);
        }
        int start = (int) now & MASK;
        int slot = nextFilled(start);
        if (slot != start) {
            turnTo(now + ((slot - start) & MASK));
        }
        current = first[slot];
        first[slot] = next[current];
        if (first[slot] == NONE) {
            filled[slot >> 6] &= ~(1L << slot);
        }
        next[current] = free;
        free = current;
        inWheel--;
        served++;
        return true;
    }

    private int nextFilled(int start) {
        int word = start >> 6;
        long bits = filled[word] & (-1L << start);
        while (bits == 0) {
            word = (word + 1) & (filled.length - 1);
            bits = filled[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    private void turnTo(long time) {
        now = time;
        while (heapSize > 0 && times[heap[0]] - now < WHEEL) {
            append(pop());
        }
    }

    private boolean before(int a, int b) {
        return times[a] < times[b] || (times[a] == times[b] && sequences[a] < sequences[b]);
    }

    private void push(int event) {
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, heapSize * 2);
        }
        int at = heapSize++;
        while (at > 0 && before(event, heap[(at - 1) >> 1])) {
            heap[at] = heap[(at - 1) >> 1];
            at = (at - 1) >> 1;
        }
        heap[at] = event;
    }

    private int pop() {
        int top = heap[0];
        int moved = heap[--heapSize];
        int at = 0;
        while (2 * at + 1 < heapSize) {
            int child = 2 * at + 1;
            if (child + 1 < heapSize && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], moved)) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = moved;
        return top;
    }

    /** Time of the present event. */
    public long now() {
        return now;
    }

    /** What happens now. */
    public int kind() {
        return kinds[current];
    }

    /** To what it happens. */
    public int payload() {
        return payloads[current];
    }

    /** More of it. */
    public int detail() {
        return details[current];
    }

    /** Events since the queue was cleared. */
    public long served() {
        return served;
    }
}
