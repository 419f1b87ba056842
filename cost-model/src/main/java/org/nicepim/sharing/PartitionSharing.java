package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/**
 * Which nodes share an operand under a partition: those that compute the same part of every dim that indexes it. Psums
 * are shared by nodes that differ in C alone.
 */
public final class PartitionSharing {
    private PartitionSharing() {}

    /** Nodes in each sharing set of the operand; 1 if nothing is shared. */
    public static int members(Partition partition, Operand operand) {
        int members = 1;
        for (Dim dim : Dim.values()) {
            if (!operand.indexedBy(dim)) {
                members *= partition.parts(dim);
            }
        }
        return members;
    }

    /**
     * The sharing sets, by first member; node ids are {@code row·cols + col} of the region.
     *
     * @param bytes bytes of each set's data
     * @return empty if nothing is shared
     */
    public static List<SharingSet> sets(Partition partition, Operand operand, double bytes) {
        if (members(partition, operand) == 1) {
            return List.of();
        }
        List<Dim> cut = new ArrayList<>();
        for (Dim dim : Dim.values()) {
            if (operand.indexedBy(dim) && partition.parts(dim) > 1) {
                cut.add(dim);
            }
        }
        int cols = partition.cols();
        Map<Long, List<Integer>> groups = new TreeMap<>();
        for (int row = 0; row < partition.rows(); row++) {
            for (int col = 0; col < cols; col++) {
                groups.computeIfAbsent(key(partition, cut, row, col), key -> new ArrayList<>())
                        .add(row * cols + col);
            }
        }
        return groups.values().stream()
                .map(members -> new SharingSet(operand, members, bytes))
                .toList();
    }

    private static long key(Partition partition, List<Dim> cut, int row, int col) {
        long key = 0;
        for (Dim dim : cut) {
            key = key * partition.parts(dim) + partition.part(dim, row, col);
        }
        return key;
    }
}
