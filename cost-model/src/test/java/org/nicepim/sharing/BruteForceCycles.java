package org.nicepim.sharing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All Hamiltonian cycles by enumeration. */
final class BruteForceCycles {
    private BruteForceCycles() {}

    /** Visits each directed cycle once: the first member first, all orders of the others. */
    static void visit(List<Integer> members, Consumer<List<Integer>> visitor) {
        List<Integer> order = new ArrayList<>();
        order.add(members.get(0));
        extend(members, order, visitor);
    }

    private static void extend(List<Integer> members, List<Integer> order, Consumer<List<Integer>> visitor) {
        if (order.size() == members.size()) {
            visitor.accept(List.copyOf(order));
            return;
        }
        for (int member : members) {
            if (!order.contains(member)) {
                order.add(member);
                extend(members, order, visitor);
                order.remove(order.size() - 1);
            }
        }
    }
}
