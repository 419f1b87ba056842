package org.nicepim.sharing;

import java.util.stream.IntStream;
import org.nicepim.noc.Mesh;

/**
 * A snake over members that form a grid (some rows × some columns, evenly spaced or not): out along the snake, back
 * along the first column. Of least length on evenly spaced grids with an even number of rows.
 *
 * <pre>
 *   0 → 1 → 2
 *   ↑       ↓
 *   7   4 ← 3
 *   ↑   ↓        (an index per member; here four rows of three)
 *   …
 * </pre>
 */
final class GridCycle {
    private GridCycle() {}

    /**
     * Indices of the members in the order of travel, starting with 0; just ascending if they form no grid.
     *
     * @param mesh the mesh
     * @param members ascending node ids
     */
    static int[] order(Mesh mesh, int[] members) {
        int rows = (int)
                IntStream.of(members).map(node -> node / mesh.cols()).distinct().count();
        int cols = (int)
                IntStream.of(members).map(node -> node % mesh.cols()).distinct().count();
        if (rows * cols != members.length || rows == 1 || cols == 1) {
            return IntStream.range(0, members.length).toArray();
        }
        boolean transposed = rows % 2 == 1;
        return transposed ? snake(cols, rows, 1, cols) : snake(rows, cols, cols, 1);
    }

    private static int[] snake(int rows, int cols, int rowStride, int colStride) {
        int[] order = new int[rows * cols];
        int used = 1;
        for (int row = 0; row < rows; row++) {
            for (int step = 1; step < cols; step++) {
                int col = row % 2 == 0 ? step : cols - step;
                order[used++] = row * rowStride + col * colStride;
            }
        }
        for (int row = rows - 1; row > 0; row--) {
            order[used++] = row * rowStride;
        }
        return order;
    }
}
