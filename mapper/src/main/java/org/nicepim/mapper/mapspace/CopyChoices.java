package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;

/**
 * How many copies of its stored weights each sharing set of a layer may hold: divisors of its members.
 *
 * @param least at least so many, or all members if they are fewer
 * @param most at most so many
 */
public record CopyChoices(int least, int most) {
    /** One copy. */
    public static final CopyChoices ONE = new CopyChoices(1, 1);

    /** Any number that the members can hold. */
    public static final CopyChoices ANY = new CopyChoices(1, Integer.MAX_VALUE);

    /** The largest possible number up to this. */
    public static CopyChoices upTo(int copies) {
        return new CopyChoices(copies, copies);
    }

    /** The numbers for one partition, fewest and most first, then those between; at least one number. */
    public List<Integer> of(Layer layer, Partition partition) {
        int members = partition.sharers(Operand.WEIGHT);
        if (most == 1 || members == 1 || !layer.type().hasStoredWeights()) {
            return List.of(1);
        }
        List<Integer> divisors = IntStream.rangeClosed(1, Math.min(members, most))
                .filter(copies -> members % copies == 0)
                .boxed()
                .toList();
        int last = divisors.size() - 1;
        if (least > 1) {
            return List.of(divisors.get(last));
        }
        List<Integer> ends = new ArrayList<>(List.of(divisors.get(0)));
        if (last > 0) {
            ends.add(divisors.get(last));
            ends.addAll(divisors.subList(1, last));
        }
        return ends;
    }
}
