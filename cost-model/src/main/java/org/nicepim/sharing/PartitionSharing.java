package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/**
 * Which nodes share an operand under a partition: those that compute the same part of every dim that indexes it. Psums
 * are shared by nodes that differ in C alone. With several copies of its data a set falls apart into groups, one per copy.
 */
public final class PartitionSharing {
    private static final Dim[] DIMS = Dim.values();

    private PartitionSharing() {}

    /** Nodes in each sharing set of the operand; 1 if nothing is shared. */
    public static int members(Partition partition, Operand operand) {
        return partition.sharers(operand);
    }

    /**
     * Nodes in each group of a sharing set that holds so many copies of its data.
     *
     * @param copies divides the members of the set
     * @return 1 if each member holds all of it, so that nothing is shared
     * @throws IllegalArgumentException if the copies do not divide the members
     */
    public static int members(Partition partition, Operand operand, int copies) {
        int all = partition.sharers(operand);
        if (copies < 1 || all % copies != 0) {
            throw new IllegalArgumentException(
                    copies + " copies of " + operand + " must divide the " + all + " nodes that share it");
        }
        return all / copies;
    }

    /**
     * The sharing sets, in the order of the parts that their nodes compute; node ids are {@code row·cols + col} of the
     * region.
     *
     * @param bytes bytes of each set's data
     * @return empty if nothing is shared
     */
    public static List<SharingSet> sets(Partition partition, Operand operand, double bytes) {
        return sets(partition, operand, 1, bytes);
    }

    /**
     * The groups into which the sharing sets fall apart if each set holds several copies of its data: sets of their own, of
     * equal size, those of one set after another. {@link CopyGroups} draws them.
     *
     * @param copies per sharing set; divides its members
     * @param bytes bytes of each set's data, that is of one copy
     * @return empty if nothing is shared
     * @throws IllegalArgumentException if the copies do not divide the members
     */
    public static List<SharingSet> sets(Partition partition, Operand operand, int copies, double bytes) {
        int size = members(partition, operand, copies);
        if (size == 1) {
            return List.of();
        }
        int rows = partition.rows();
        int cols = partition.cols();
        Integer[][] members = new Integer[rows * cols / size][size];
        int[] used = new int[members.length];
        int[] ofRow = new int[rows];
        int[] ofColumn = new int[cols];
        int stride = 1;
        for (int i = DIMS.length - 1; i >= 0; i--) {
            if (operand.indexedBy(DIMS[i])) {
                stride = addDigits(partition.colSplits(), DIMS[i], stride, ofColumn);
                stride = addDigits(partition.rowSplits(), DIMS[i], stride, ofRow);
            }
        }
        if (copies > 1) {
            CopyGroups groups = new CopyGroups(ofRow, ofColumn, copies);
            ofRow = groups.ofRow();
            ofColumn = groups.ofCol();
        }
        for (int row = 0; row < rows; row++) {
            for (int col = 0; col < cols; col++) {
                int set = ofRow[row] + ofColumn[col];
                members[set][used[set]++] = row * cols + col;
            }
        }
        List<SharingSet> sets = new ArrayList<>(members.length);
        for (Integer[] nodes : members) {
            sets.add(new SharingSet(operand, List.of(nodes), bytes));
        }
        return List.copyOf(sets);
    }

    /**
     * Sets are numbered by the parts that their nodes compute, with a digit per split of a dim that indexes the operand: rows
     * and columns add up, so nobody asks node by node.
     *
     * @param stride of the dim's last digit on this axis
     * @param numbers by position on the axis, changed in place
     * @return stride of the digit before
     */
    private static int addDigits(List<Split> splits, Dim dim, int stride, int[] numbers) {
        int before = stride;
        int block = 1;
        for (int i = splits.size() - 1; i >= 0; i--) {
            int parts = splits.get(i).parts();
            if (splits.get(i).dim() == dim) {
                for (int position = 0; position < numbers.length; position++) {
                    numbers[position] += position / block % parts * before;
                }
                before *= parts;
            }
            block *= parts;
        }
        return before;
    }
}
