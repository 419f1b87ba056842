package org.nicepim.mapper.mapspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What holds of every {@link Subspace}. */
final class SubspaceContract {
    private SubspaceContract() {}

    /**
     * Choices are as many as the size says, each legal and there once; neighbours are other choices, each once, and both ways.
     *
     * @return how many choices there are
     */
    static <T> int check(String name, Subspace<T> space, Predicate<T> legal) {
        List<T> choices = space.choices().toList();
        assertThat(space.size()).as(name).isEqualTo(choices.size());
        assertThat(choices).as(name).doesNotHaveDuplicates().allMatch(legal);
        Set<T> all = new HashSet<>(choices);
        Map<T, Set<T>> near = new HashMap<>();
        for (T choice : choices) {
            List<T> neighbours = space.neighbours(choice);
            assertThat(neighbours).as("%s: %s", name, choice).doesNotHaveDuplicates();
            assertThat(neighbours).as("%s: %s", name, choice).doesNotContain(choice);
            assertThat(all.containsAll(neighbours))
                    .as("%s: %s is near choices", name, choice)
                    .isTrue();
            near.put(choice, new HashSet<>(neighbours));
        }
        near.forEach((choice, neighbours) -> neighbours.forEach(other -> assertThat(near.getOrDefault(other, Set.of()))
                .as("%s: near %s", name, other)
                .contains(choice)));
        return choices.size();
    }

    /** Neighbours of neighbours reach all choices from any. */
    static <T> void checkConnected(String name, Subspace<T> space) {
        Set<T> reached = new HashSet<>();
        Deque<T> open = new ArrayDeque<>();
        space.choices().limit(1).forEach(open::add);
        reached.addAll(open);
        while (!open.isEmpty()) {
            space.neighbours(open.remove()).stream().filter(reached::add).forEach(open::add);
        }
        assertThat(space.size()).as(name).isEqualTo(reached.size());
    }
}
