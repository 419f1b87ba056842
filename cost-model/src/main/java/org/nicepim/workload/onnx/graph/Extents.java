package org.nicepim.workload.onnx.graph;

import java.util.Collection;

/** How large a tensor may be. */
public final class Extents {
    /** Most elements of one tensor: 2^48, a thousand times what the largest networks hold. */
    public static final long MAX_ELEMENTS = 1L << 48;

    private Extents() {}

    /**
     * Product of dims; anything above {@link #MAX_ELEMENTS} is one more than it.
     *
     * @param dims at least 0 each
     */
    public static long count(long... dims) {
        long count = 1;
        for (long dim : dims) {
            if (dim == 0) {
                return 0;
            }
            count = count > MAX_ELEMENTS / dim ? MAX_ELEMENTS + 1 : count * dim;
        }
        return count;
    }

    /** Product of dims, as {@link #count(long...)}. */
    public static long count(Collection<? extends Number> dims) {
        return count(dims.stream().mapToLong(Number::longValue).toArray());
    }
}
