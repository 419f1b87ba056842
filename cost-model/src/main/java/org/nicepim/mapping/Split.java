package org.nicepim.mapping;

import org.nicepim.workload.Dim;

/**
 * One dim cut into equal parts along a mesh axis. Part j of n over an extent L is {@code [j·L div n, (j+1)·L div n)}.
 *
 * @param dim N, G, K, C, P or Q
 * @param parts at least 2
 */
public record Split(Dim dim, int parts) {
    /** Checks that the dim may be split. */
    public Split {
        if (dim == Dim.R || dim == Dim.S || parts < 2) {
            throw new IllegalArgumentException("a split cuts N, G, K, C, P or Q into 2 or more parts: " + dim + parts);
        }
    }
}
