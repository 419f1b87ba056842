package org.nicepim.workload.yaml;

/**
 * A range of positions along an axis, as files write it: {@code [first, end)}.
 *
 * @param first first position
 * @param end one past the last position
 */
record Span(int first, int end) {
    /** Checks that the range is not empty. */
    Span {
        if (first < 0 || end <= first) {
            throw new IllegalArgumentException(
                    "a range is [first, end) with 0 ≤ first < end, not [" + first + ", " + end + "]");
        }
    }

    int size() {
        return end - first;
    }
}
