package org.nicepim.cost.nest;

import java.util.List;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/**
 * A layer, memory levels and a loop nest over them.
 *
 * @param name for people
 * @param window how outputs look at inputs
 * @param levels innermost first; the last holds everything
 * @param loops outermost first; spatial loops stand where they fan out
 * @param sliding true if a window that moves on fetches only what is new (as Timeloop counts), false if each tile is fetched whole (as
 *     buffers that are filled by transfers do, and ZigZag counts)
 * @param macPj energy of a multiply-accumulate
 */
public record Nest(
        String name, Slide window, List<NestLevel> levels, List<NestLoop> loops, boolean sliding, double macPj) {
    /**
     * Strides and dilations of the window; padding is left out: inputs have (P − 1) · stride + (R − 1) · dilation + 1 rows.
     *
     * @param strideRows step between output rows
     * @param strideCols step between output columns
     * @param dilationRows distance between filter rows
     * @param dilationCols distance between filter columns
     */
    public record Slide(int strideRows, int strideCols, int dilationRows, int dilationCols) {
        double rows(double p, double r) {
            return (p - 1) * strideRows + (r - 1) * dilationRows + 1;
        }

        double cols(double q, double s) {
            return (q - 1) * strideCols + (s - 1) * dilationCols + 1;
        }
    }

    /** Copies the lists. */
    public Nest {
        levels = List.copyOf(levels);
        loops = List.copyOf(loops);
    }

    /** Multiply-accumulates. */
    public double macs() {
        return loops.stream().mapToDouble(NestLoop::trips).reduce(1, (a, b) -> a * b);
    }

    /** True if the operand's tile changes, or moves, with the dim; filter rows and columns move the ifmap's window. */
    static boolean relevant(Operand operand, Dim dim) {
        return operand.indexedBy(dim) || operand == Operand.IFMAP && (dim == Dim.R || dim == Dim.S);
    }

    /** Words of an operand in the extents of some loops. */
    double words(Operand operand, List<NestLoop> inside) {
        double outer = 1;
        for (Dim dim : List.of(Dim.N, Dim.G, Dim.K, Dim.C)) {
            outer *= operand.indexedBy(dim) ? extent(inside, dim) : 1;
        }
        return outer
                * switch (operand) {
                    case IFMAP -> rows(inside) * cols(inside);
                    case WEIGHT -> extent(inside, Dim.R) * extent(inside, Dim.S);
                    case OFMAP -> extent(inside, Dim.P) * extent(inside, Dim.Q);
                };
    }

    /** Input rows from the first to the last under the window, in the extents of some loops. */
    double rows(List<NestLoop> inside) {
        return window.rows(extent(inside, Dim.P), extent(inside, Dim.R));
    }

    /** Input columns, as {@link #rows}. */
    double cols(List<NestLoop> inside) {
        return window.cols(extent(inside, Dim.Q), extent(inside, Dim.S));
    }

    private static double extent(List<NestLoop> loops, Dim dim) {
        return loops.stream()
                .filter(loop -> loop.dim() == dim)
                .mapToDouble(NestLoop::trips)
                .reduce(1, (a, b) -> a * b);
    }
}
