package org.nicepim.sharing;

import java.util.List;
import org.nicepim.workload.Operand;

/**
 * Nodes that need the same data. Each member owns {@code bytes / members} of it at the start and needs all of it at the
 * end (for psums: holds a partial sum of all of it, and ends with its own part summed up; the same bytes move).
 *
 * @param operand what is shared
 * @param members node ids, ascending, at least two
 * @param bytes bytes of the whole set's data at the width at which it travels
 */
public record SharingSet(Operand operand, List<Integer> members, double bytes) {
    /** Checks members and bytes. */
    public SharingSet {
        members = List.copyOf(members);
        if (members.size() < 2) {
            throw new IllegalArgumentException("a sharing set needs at least two members: " + members);
        }
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i) < 0 || (i > 0 && members.get(i) <= members.get(i - 1))) {
                throw new IllegalArgumentException("members must be node ids ≥ 0 and ascend: " + members);
            }
        }
        if (!(bytes >= 0) || Double.isInfinite(bytes)) {
            throw new IllegalArgumentException("bytes = " + bytes + " must be a finite number ≥ 0");
        }
    }

    /** Bytes that each member must receive: {@code bytes·(n−1)/n}. */
    public double receivedBytes() {
        return bytes * (members.size() - 1) / members.size();
    }

    /** Member ids as a fresh array, ascending. */
    public int[] memberArray() {
        int[] array = new int[members.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = members.get(i);
        }
        return array;
    }
}
