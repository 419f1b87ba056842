package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.List;

/**
 * Which branches may be told apart: the ways to place them grow with three to the power of their number. Where there are more than
 * {@value #MOST}, neighbours in their order go together and always take turns.
 */
final class Bundles {
    static final int MOST = 6;

    private Bundles() {}

    /** Branches, or bundles of them whose numbers differ by one at most. */
    static List<Segment> of(List<Segment> branches) {
        if (branches.size() <= MOST) {
            return branches;
        }
        List<Segment> bundles = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            List<Segment> bundle = branches.subList(i * branches.size() / MOST, (i + 1) * branches.size() / MOST);
            bundles.add(bundle.size() == 1 ? bundle.get(0) : Segment.inOrder(bundle));
        }
        return bundles;
    }
}
