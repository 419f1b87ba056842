package org.nicepim.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Does the closed form of the rows that a range of outputs reads agree with a walk over all (p, r)? */
class WindowTest {
    private static final int CASES = 4000;

    @Test
    void rangesHoldEveryRowThatIsReadAndAreTightWithoutDilation() {
        SplittableRandom random = new SplittableRandom(20240611);
        int tight = 0;
        for (int i = 0; i < CASES; i++) {
            KernelAxis axis = new KernelAxis(
                    random.nextInt(1, 6),
                    random.nextInt(1, 5),
                    random.nextInt(0, 4),
                    random.nextInt(0, 4),
                    random.nextInt(1, 4));
            int in = random.nextInt(axis.span(), axis.span() + 12);
            int first = random.nextInt(0, axis.outputs(in));
            int end = random.nextInt(first + 1, axis.outputs(in) + 1);
            tight += check(axis, in, first, end) ? 1 : 0;
        }
        assertThat(tight).as("cases in which the ends are exact").isGreaterThan(CASES / 20);
    }

    /** Compares rows and columns with brute force; true if the range had to be exact. */
    private static boolean check(KernelAxis axis, int in, int first, int end) {
        Window rows = new Window(in, 1, axis.stride(), 1, axis.padBefore(), 0, axis.dilation(), 1);
        Window cols = new Window(1, in, 1, axis.stride(), 0, axis.padBefore(), 1, axis.dilation());
        int from = rows.firstRow(first);
        int to = rows.endRow(end, axis.size());
        assertThat(cols.firstCol(first)).isEqualTo(from);
        assertThat(cols.endCol(end, axis.size())).isEqualTo(to);

        NavigableSet<Integer> read = read(axis, in, first, end);
        String what = axis + " over " + in + ", outputs " + first + " to " + end;
        assertThat(read).as(what).allMatch(row -> from <= row && row < to);
        assertThat(to).as(what).isBetween(0, in);
        boolean exact = axis.dilation() == 1 && axis.padBefore() < axis.size() && axis.padAfter() < axis.size();
        if (exact) {
            assertThat(from).as(what).isEqualTo(read.first());
            assertThat(to).as(what).isEqualTo(read.last() + 1);
        }
        return exact;
    }

    private static NavigableSet<Integer> read(KernelAxis axis, int in, int first, int end) {
        NavigableSet<Integer> read = new TreeSet<>();
        for (int p = first; p < end; p++) {
            for (int r = 0; r < axis.size(); r++) {
                int row = p * axis.stride() - axis.padBefore() + r * axis.dilation();
                if (row >= 0 && row < in) {
                    read.add(row);
                }
            }
        }
        return read;
    }

    @Test
    void aWindowInThePaddingReadsNothing() {
        Window window = new Window(3, 3, 1, 1, 1, 1, 1, 1);
        assertThat(window.firstRow(0)).isGreaterThanOrEqualTo(window.endRow(1, 1));
        assertThat(window.firstRow(4)).isGreaterThanOrEqualTo(window.endRow(5, 1));
    }

    @Test
    void identityMapsEachOutputToItsInput() {
        Window window = Window.identity(5, 7);
        assertThat(window.firstRow(2)).isEqualTo(2);
        assertThat(window.endRow(4, 1)).isEqualTo(4);
        assertThat(window.endCol(7, 1)).isEqualTo(7);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new Window(0, 1, 1, 1, 0, 0, 1, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new Window(1, 1, 0, 1, 0, 0, 1, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new Window(1, 1, 1, 1, 0, -1, 1, 1)).hasMessageContaining("negative");
    }
}
