package org.nicepim.mapper.mapspace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nicepim.mapping.Region;

/**
 * Where the layers of a network may run: branches one after another on the whole rectangle, or in groups side by side on the rectangles
 * of any slicing tree with cuts between nodes, groups assigned to rectangles in every way, nested. Slicing trees that make the same
 * rectangles are one choice. Of more than {@value Bundles#MOST} branches some always go together ({@link Bundles}). Layers between branches
 * have all nodes.
 *
 * <p>The search tries the cuts next to where work is shared out evenly, at most four rectangles, and groups of about equal work.
 *
 * <p>Neighbours: two groups that have a rectangle together become one, or one becomes two; the cut between two moves by one node; a branch
 * moves to the other of two. Only groups whose insides run one after another change so: what runs side by side inside a
 * rectangle depends on its size.
 */
public final class RegionSpace implements Subspace<Placing> {
    private static final Comparator<Placing.Group> FIRST = Comparator.comparingInt(Placing.Group::first);

    private final Segment network;
    private final Region array;
    private final boolean sideBySide;

    /**
     * For one network.
     *
     * @param array all nodes
     * @param sideBySide false if branches may not run beside each other
     */
    public RegionSpace(Segment network, Region array, boolean sideBySide) {
        this.network = network;
        this.array = array;
        this.sideBySide = sideBySide;
    }

    @Override
    public BigInteger size() {
        return new RegionCount((layer, rows, cols) -> BigInteger.ONE, sideBySide)
                .of(network, array.rows(), array.cols());
    }

    @Override
    public Stream<Placing> choices() {
        return placings(network, array);
    }

    /** The one choice in which nothing runs side by side. */
    public Placing inOrder() {
        return inOrder(network, array);
    }

    private Stream<Placing> placings(Segment segment, Region region) {
        return segment.fold(new Segment.Cases<>() {
            @Override
            public Stream<Placing> single(Segment.Single layer) {
                return Stream.of(new Placing.One(layer, region));
            }

            @Override
            public Stream<Placing> series(List<Segment> parts) {
                return all(parts, part -> placings(part, region)).map(Placing.Sequence::new);
            }

            @Override
            public Stream<Placing> branches(List<Segment> branches) {
                List<Segment> apart = Bundles.of(branches);
                int most = sideBySide ? apart.size() : 1;
                return Cuts.dissections(region, most).stream()
                        .flatMap(rectangles -> assignments(apart, rectangles))
                        .flatMap(groups -> all(groups, RegionSpace.this::inside))
                        .map(RegionSpace::beside);
            }
        });
    }

    private Stream<Placing.Group> inside(Placing.Group group) {
        return placings(Segment.inOrder(group.branches()), group.rectangle())
                .map(placing -> new Placing.Group(group.branches(), group.rectangle(), placing));
    }

    /** One of each, in all combinations. */
    private static <A, B> Stream<List<B>> all(List<A> parts, Function<A, Stream<B>> choices) {
        Stream<List<B>> lists = Stream.of(List.of());
        for (A part : parts) {
            lists = lists.flatMap(list -> choices.apply(part).map(choice -> with(list, choice)));
        }
        return lists;
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    /** Each rectangle has a branch. */
    private static Stream<List<Placing.Group>> assignments(List<Segment> branches, List<Region> rectangles) {
        return all(branches, branch -> IntStream.range(0, rectangles.size()).boxed())
                .filter(places -> places.stream().distinct().count() == rectangles.size())
                .map(places -> IntStream.range(0, rectangles.size())
                        .mapToObj(place -> group(branches, places, place, rectangles.get(place)))
                        .toList());
    }

    private static Placing.Group group(List<Segment> branches, List<Integer> places, int place, Region rectangle) {
        List<Segment> own = IntStream.range(0, branches.size())
                .filter(i -> places.get(i) == place)
                .<Segment>mapToObj(branches::get)
                .toList();
        return group(own, rectangle);
    }

    private static Placing.Group group(List<Segment> branches, Region rectangle) {
        List<Segment> sorted = branches.stream()
                .sorted(Comparator.comparingInt(branch -> branch.layers().get(0).place()))
                .toList();
        return new Placing.Group(sorted, rectangle, inOrder(Segment.inOrder(sorted), rectangle));
    }

    private static Placing beside(List<Placing.Group> groups) {
        return new Placing.Beside(groups.stream().sorted(FIRST).toList());
    }

    private static Placing inOrder(Segment segment, Region region) {
        return segment.fold(new Segment.Cases<>() {
            @Override
            public Placing single(Segment.Single layer) {
                return new Placing.One(layer, region);
            }

            @Override
            public Placing series(List<Segment> parts) {
                return new Placing.Sequence(
                        parts.stream().map(part -> part.fold(this)).toList());
            }

            @Override
            public Placing branches(List<Segment> branches) {
                return beside(List.of(group(Bundles.of(branches), region)));
            }
        });
    }

    @Override
    public List<Placing> neighbours(Placing placing) {
        return near(placing).distinct().collect(Collectors.toUnmodifiableList());
    }

    private Stream<Placing> near(Placing placing) {
        if (placing instanceof Placing.Sequence sequence) {
            return IntStream.range(0, sequence.parts().size()).boxed().flatMap(i -> near(sequence.parts()
                            .get(i))
                    .map(part -> new Placing.Sequence(replaced(sequence.parts(), i, part))));
        }
        return placing instanceof Placing.Beside beside ? near(beside.groups()) : Stream.of();
    }

    private Stream<Placing> near(List<Placing.Group> groups) {
        Stream<Placing> changed = IntStream.range(0, groups.size()).boxed().flatMap(i -> insides(groups.get(i))
                .map(group -> beside(replaced(groups, i, group))));
        if (!sideBySide) {
            return changed;
        }
        Stream<Placing> regrouped = GroupMoves.of(groups).stream()
                .map(rectangles -> beside(rectangles.stream()
                        .map(part -> part.kept().orElseGet(() -> group(part.branches(), part.rectangle())))
                        .toList()));
        return Stream.concat(changed, regrouped);
    }

    private Stream<Placing.Group> insides(Placing.Group group) {
        return near(group.placing()).map(inside -> new Placing.Group(group.branches(), group.rectangle(), inside));
    }

    private static <T> List<T> replaced(List<T> list, int i, T other) {
        List<T> changed = new ArrayList<>(list);
        changed.set(i, other);
        return changed;
    }
}
