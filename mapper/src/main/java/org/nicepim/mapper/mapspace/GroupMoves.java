package org.nicepim.mapper.mapspace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nicepim.mapping.Region;

/** Elementary changes of which branches share which rectangle. */
final class GroupMoves {
    private final List<Placing.Group> groups;
    private final List<List<Part>> moves = new ArrayList<>();

    private GroupMoves(List<Placing.Group> groups) {
        this.groups = groups;
    }

    /**
     * Branches on a rectangle.
     *
     * @param kept the group as it was, if it is the same
     */
    record Part(List<Segment> branches, Region rectangle, Optional<Placing.Group> kept) {
        private static Part of(List<Segment> branches, Region rectangle) {
            return new Part(branches, rectangle, Optional.empty());
        }

        private static Part kept(Placing.Group group) {
            return new Part(group.branches(), group.rectangle(), Optional.of(group));
        }
    }

    /** All of them; groups with anything side by side inside stay as they are. */
    static List<List<Part>> of(List<Placing.Group> groups) {
        GroupMoves all = new GroupMoves(groups);
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).placing().isInOrder()) {
                all.split(i);
                for (int j = i + 1; j < groups.size(); j++) {
                    if (groups.get(j).placing().isInOrder()) {
                        all.pair(i, j);
                    }
                }
            }
        }
        return all.moves;
    }

    private void add(List<Integer> gone, Part... parts) {
        List<Part> after = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (!gone.contains(i)) {
                after.add(Part.kept(groups.get(i)));
            }
        }
        after.addAll(List.of(parts));
        moves.add(after);
    }

    /** Every set of branches to the one side of every cut, the others to the other. */
    private void split(int i) {
        List<Segment> branches = groups.get(i).branches();
        List<List<Region>> cuts = Cuts.of(groups.get(i).rectangle());
        for (long set = 1; set < (1L << branches.size()) - 1; set++) {
            List<Segment> one = new ArrayList<>();
            List<Segment> other = new ArrayList<>();
            for (int b = 0; b < branches.size(); b++) {
                ((set >> b & 1) == 1 ? one : other).add(branches.get(b));
            }
            for (List<Region> cut : cuts) {
                add(List.of(i), Part.of(one, cut.get(0)), Part.of(other, cut.get(1)));
            }
        }
    }

    private void pair(int i, int j) {
        Placing.Group a = groups.get(i);
        Placing.Group b = groups.get(j);
        Optional<Region> union = Cuts.union(a.rectangle(), b.rectangle());
        if (union.isEmpty()) {
            return;
        }
        List<Integer> both = List.of(i, j);
        add(both, Part.of(joined(a.branches(), b.branches()), union.get()));
        for (List<Region> cut : Cuts.moved(a.rectangle(), b.rectangle())) {
            add(both, Part.of(a.branches(), cut.get(0)), Part.of(b.branches(), cut.get(1)));
        }
        move(both, a, b);
        move(both, b, a);
    }

    private void move(List<Integer> both, Placing.Group from, Placing.Group to) {
        for (Segment branch : from.branches()) {
            List<Segment> rest = new ArrayList<>(from.branches());
            rest.remove(branch);
            if (!rest.isEmpty()) {
                add(
                        both,
                        Part.of(rest, from.rectangle()),
                        Part.of(joined(to.branches(), List.of(branch)), to.rectangle()));
            }
        }
    }

    private static List<Segment> joined(List<Segment> some, List<Segment> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
