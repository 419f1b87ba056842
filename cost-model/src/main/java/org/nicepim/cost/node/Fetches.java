package org.nicepim.cost.node;

import java.util.List;
import org.nicepim.mapping.LoopOrder;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/**
 * How often each operand's tiles cross between DRAM and buffers.
 *
 * <p>A tile stays while only loops run that do not index it. So an operand's tiles are fetched as often as the product
 * of the trips of all irrelevant loops outside its innermost relevant loop that has more than one trip.
 *
 * @param ifmap how often the whole ifmap is fetched
 * @param weight how often the weights are fetched
 * @param ofmap how often the ofmap is written; it is read back one time less, both at psum width but for the last write
 */
public record Fetches(long ifmap, long weight, long ofmap) {
    /** Counts for an order of loops. */
    public static Fetches of(LoopOrder order, Tilings tilings) {
        long ifmap = 1;
        long weight = 1;
        long ofmap = 1;
        int inside = 0;
        List<Dim> dims = order.dims();
        for (int i = dims.size() - 1; i >= 0; i--) {
            Dim dim = dims.get(i);
            int trips = tilings.of(dim).trips();
            if (trips > 1) {
                int bit = dim.bit();
                ifmap *= again(Operand.IFMAP.dimBits(), bit, inside) ? trips : 1;
                weight *= again(Operand.WEIGHT.dimBits(), bit, inside) ? trips : 1;
                ofmap *= again(Operand.OFMAP.dimBits(), bit, inside) ? trips : 1;
                inside |= bit;
            }
        }
        return new Fetches(ifmap, weight, ofmap);
    }

    private static boolean again(int relevant, int loop, int inside) {
        return (relevant & loop) == 0 && (relevant & inside) != 0;
    }
}
