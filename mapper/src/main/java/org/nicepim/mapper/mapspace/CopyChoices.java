package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.WeightCopies;
import org.nicepim.workload.Layer;

/**
 * How many copies of its stored weights each sharing set of a layer may hold: divisors of its members.
 *
 * @param least at least so many, or all members if they are fewer
 * @param most at most so many
 */
public record CopyChoices(int least, int most) {
    /** Of the numbers for a partition so many stand first: the fewest and the most. */
    public static final int ENDS = 2;

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
        List<Integer> divisors = WeightCopies.legal(layer, partition).stream()
                .filter(copies -> copies <= most)
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
