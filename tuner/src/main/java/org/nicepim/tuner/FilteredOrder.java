package org.nicepim.tuner;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import org.nicepim.tuner.space.PointOrder;

/**
 * A point order whose points wait at the side while the area classifier does not admit them. They are taken, the most
 * probable first, when the order ends or when a long stretch of it holds nothing better; so every point has its turn.
 */
final class FilteredOrder {
    private static final int MOST_DRAWS = 5000;

    private final PointOrder order;
    private final AreaModel area;
    private final List<Long> waiting = new ArrayList<>();

    FilteredOrder(PointOrder order, AreaModel area) {
        this.order = order;
        this.area = area;
    }

    /** The next points that were not asked yet: {@code n}, or fewer at the end. */
    List<Long> take(int n, LongPredicate asked) {
        List<Long> taken = new ArrayList<>();
        for (int draw = 0; draw < MOST_DRAWS && taken.size() < n; draw++) {
            OptionalLong next = order.next();
            if (next.isEmpty()) {
                break;
            }
            long index = next.getAsLong();
            if (!asked.test(index)) {
                (area.admits(index) ? taken : waiting).add(index);
            }
        }
        if (taken.size() < n) {
            takeWaiting(n, asked, taken);
        }
        return List.copyOf(taken);
    }

    private void takeWaiting(int n, LongPredicate asked, List<Long> taken) {
        waiting.removeIf(asked::test);
        // Ranking asks the classifier again for each point, so in hopeless spaces only the longest waiting are ranked.
        List<Long> ranked = waiting.subList(0, Math.min(MOST_DRAWS, waiting.size()));
        ranked.sort(Comparator.comparingDouble((Long index) -> -area.probability(index)));
        List<Long> first = ranked.subList(0, Math.min(n - taken.size(), ranked.size()));
        taken.addAll(first);
        first.clear();
    }
}
