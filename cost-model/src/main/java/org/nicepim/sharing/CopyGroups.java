package org.nicepim.sharing;

/**
 * How the sharing sets of a partition fall apart into groups of equal size, each with a copy of the set's data of its own. The
 * members of a set form a grid of R' × C' nodes, by their order on the rows and columns of the mesh; a group is a block of
 * R'/r × C'/c neighbours in that grid, r·c being the number of copies. Of all r and c those are taken whose widest group has
 * the least half-perimeter on the mesh, that is rows and columns from its first to its last member; of equals the largest r.
 *
 * <pre>
 *   4×4 nodes, rows K2 P2, columns Q4: rows 0 and 1 form one set (R' = 2, C' = 4), rows 2 and 3 the other. A letter per group:
 *
 *     1 copy      2 copies    4 copies    8 copies
 *     a a a a     a a b b     a a b b     a b c d
 *     a a a a     a a b b     c c d d     e f g h
 *     b b b b     c c d d     e e f f     i j k l
 *     b b b b     c c d d     g g h h     m n o p
 *
 *   rows P2 K2, columns Q4: rows 0 and 2 form one set, rows 1 and 3 the other
 *
 *     1 copy      2 copies    4 copies    8 copies
 *     a a a a     a a a a     a a b b     a b c d
 *     b b b b     c c c c     e e f f     i j k l
 *     a a a a     b b b b     c c d d     e f g h
 *     b b b b     d d d d     g g h h     m n o p
 * </pre>
 */
final class CopyGroups {
    private final Axis rows;
    private final Axis cols;
    private final int copies;
    private final int colCuts;

    /**
     * Cuts sets.
     *
     * @param ofRow number of the set by row of the region, as far as rows decide it; 0 stands somewhere
     * @param ofCol the same by column
     * @param copies divides the members of a set
     */
    CopyGroups(int[] ofRow, int[] ofCol, int copies) {
        this.rows = new Axis(ofRow);
        this.cols = new Axis(ofCol);
        this.copies = copies;
        this.colCuts = colCuts();
    }

    private int colCuts() {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int cuts = 1; cuts <= copies; cuts++) {
            boolean whole = copies % cuts == 0 && cols.members % cuts == 0 && rows.members % (copies / cuts) == 0;
            int perimeter = whole ? rows.span(copies / cuts) + cols.span(cuts) : Integer.MAX_VALUE;
            if (perimeter < least) {
                best = cuts;
                least = perimeter;
            }
        }
        return best;
    }

    /** Number of the group by row of the region, as far as rows decide it: groups of a set follow each other. */
    int[] ofRow() {
        return rows.groups(copies, copies / colCuts, colCuts);
    }

    /** The same by column; both add up. */
    int[] ofCol() {
        return cols.groups(copies, colCuts, 1);
    }

    /** One axis of the region. All sets are alike on it, but for where they begin. */
    private static final class Axis {
        private final int[] sets;
        private final int[] first;
        private final int members;

        Axis(int[] sets) {
            this.sets = sets;
            int[] positions = new int[sets.length];
            int count = 0;
            for (int position = 0; position < sets.length; position++) {
                if (sets[position] == 0) {
                    positions[count++] = position;
                }
            }
            this.first = positions;
            this.members = count;
        }

        /** Distance from the first to the last member of the widest of the groups that so many parts make. */
        int span(int parts) {
            int block = members / parts;
            int widest = 0;
            for (int last = block - 1; last < members; last += block) {
                widest = Math.max(widest, first[last] - first[last - block + 1]);
            }
            return widest;
        }

        int[] groups(int copies, int parts, int stride) {
            int[] numbers = new int[sets.length];
            for (int position = 0; position < numbers.length; position++) {
                numbers[position] = sets[position] * copies + place(position) / (members / parts) * stride;
            }
            return numbers;
        }

        /** Members of the same set before a position. */
        private int place(int position) {
            int before = 0;
            for (int other = 0; other < position; other++) {
                before += sets[other] == sets[position] ? 1 : 0;
            }
            return before;
        }
    }
}
