package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
import org.nicepim.noc.Mesh;
import org.nicepim.testkit.Gen;
import org.nicepim.workload.Dim;
import org.nicepim.workload.Operand;

/** Do exactly those nodes share an operand that touch the same elements of it? */
class PartitionSharingTest {
    private static final List<Dim> DIMS = List.of(Dim.N, Dim.G, Dim.K, Dim.C, Dim.P, Dim.Q);

    private static Partition partition(Gen gen) {
        return new Partition(axis(gen), axis(gen));
    }

    private static List<Split> axis(Gen gen) {
        List<Split> splits = new ArrayList<>();
        for (Dim dim : DIMS) {
            if (gen.chance(0.3)) {
                splits.add(new Split(dim, gen.between(2, 3)));
            }
        }
        return splits;
    }

    /** Parts of the dims that index the operand, as a text. */
    private static String touched(Partition partition, Operand operand, int node) {
        StringBuilder parts = new StringBuilder();
        for (Dim dim : DIMS) {
            if (operand.indexedBy(dim)) {
                parts.append(partition.part(dim, node / partition.cols(), node % partition.cols()))
                        .append(' ');
            }
        }
        return parts.toString();
    }

    @Test
    void setsAreTheNodesThatTouchTheSame() {
        for (int seed = 0; seed < 300; seed++) {
            Partition partition = partition(new Gen(seed));
            for (Operand operand : Operand.values()) {
                check(partition, operand);
            }
        }
    }

    private static void check(Partition partition, Operand operand) {
        List<SharingSet> sets = PartitionSharing.sets(partition, operand, 10);
        int members = PartitionSharing.members(partition, operand);
        int nodes = partition.rows() * partition.cols();
        if (members == 1) {
            assertThat(sets).isEmpty();
            return;
        }
        assertThat(sets).hasSize(nodes / members);
        Set<Integer> seen = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (SharingSet set : sets) {
            assertThat(set.members()).hasSize(members);
            Set<String> touched = new HashSet<>();
            for (int node : set.members()) {
                touched.add(touched(partition, operand, node));
                seen.add(node);
            }
            assertThat(touched).as("%s %s", partition, operand).hasSize(1);
            keys.addAll(touched);
        }
        assertThat(seen).hasSize(nodes);
        assertThat(keys).hasSize(sets.size());
    }

    /** Rows: K in 2 outer, P in 2 inner; columns: K in 4. Eight parts of K, numbered row first. */
    @Test
    void partsOfADimOnBothAxes() {
        Partition partition =
                new Partition(List.of(new Split(Dim.K, 2), new Split(Dim.P, 2)), List.of(new Split(Dim.K, 4)));
        assertThat(partition.parts(Dim.K)).isEqualTo(8);
        assertThat(partition.part(Dim.K, 3, 1)).isEqualTo(5);
        assertThat(partition.part(Dim.P, 3, 1)).isEqualTo(1);
        assertThat(PartitionSharing.sets(partition, Operand.WEIGHT, 1).get(0).members())
                .containsExactly(0, 4);
        assertThat(PartitionSharing.sets(partition, Operand.IFMAP, 1).get(0).members())
                .containsExactly(0, 1, 2, 3, 8, 9, 10, 11);
    }

    /** Every element belongs to one part, whether or not the parts are equal. */
    @Test
    void partsCoverTheExtent() {
        for (int extent = 1; extent < 40; extent++) {
            for (int parts = 1; parts <= extent; parts++) {
                assertThat(Partition.start(extent, parts, 0)).isZero();
                assertThat(Partition.start(extent, parts, parts)).isEqualTo(extent);
                for (int part = 0; part < parts; part++) {
                    int length = Partition.start(extent, parts, part + 1) - Partition.start(extent, parts, part);
                    assertThat(length).isBetween(extent / parts, (extent + parts - 1) / parts);
                }
            }
        }
    }

    /** Copies that divide the nodes that share an operand. */
    private static List<Integer> divisors(int number) {
        return IntStream.rangeClosed(1, number)
                .filter(divisor -> number % divisor == 0)
                .boxed()
                .toList();
    }

    @Test
    void copiesCutSetsIntoBlocksOfNeighbours() {
        for (int seed = 0; seed < 400; seed++) {
            Partition partition = partition(new Gen(seed));
            for (Operand operand : Operand.values()) {
                int members = PartitionSharing.members(partition, operand);
                for (int copies : partition.rows() * partition.cols() > 300 ? List.of(members) : divisors(members)) {
                    checkGroups(partition, operand, copies, "seed " + seed + " " + partition + " " + copies);
                }
            }
        }
    }

    private static void checkGroups(Partition partition, Operand operand, int copies, String what) {
        List<SharingSet> sets = PartitionSharing.sets(partition, operand, 10);
        List<SharingSet> groups = PartitionSharing.sets(partition, operand, copies, 10);
        int size = PartitionSharing.members(partition, operand) / copies;
        assertThat(PartitionSharing.members(partition, operand, copies)).isEqualTo(size);
        assertThat(groups).as(what).hasSize(size == 1 ? 0 : sets.size() * copies);
        if (size == 1) {
            return;
        }
        for (int i = 0; i < sets.size(); i++) {
            List<SharingSet> own = groups.subList(i * copies, (i + 1) * copies);
            List<Integer> joined = own.stream()
                    .flatMap(group -> group.members().stream())
                    .sorted()
                    .toList();
            assertThat(joined).as(what).isEqualTo(sets.get(i).members());
            Grid grid = Grid.of(sets.get(i), partition.cols());
            assertThat(own).as(what).allMatch(group -> group.members().size() == size && grid.hasBlock(group));
            int widest = own.stream().mapToInt(grid::halfPerimeter).max().orElseThrow();
            assertThat(widest).as(what).isEqualTo(grid.leastHalfPerimeter(copies));
        }
    }

    /** The rows and columns of the mesh on which the members of a set stand. */
    private record Grid(List<Integer> rows, List<Integer> cols, int meshCols) {
        static Grid of(SharingSet set, int meshCols) {
            return new Grid(rows(set, meshCols), cols(set, meshCols), meshCols);
        }

        private static List<Integer> rows(SharingSet set, int meshCols) {
            return set.members().stream()
                    .map(node -> node / meshCols)
                    .distinct()
                    .sorted()
                    .toList();
        }

        private static List<Integer> cols(SharingSet set, int meshCols) {
            return set.members().stream()
                    .map(node -> node % meshCols)
                    .distinct()
                    .sorted()
                    .toList();
        }

        boolean hasBlock(SharingSet group) {
            List<Integer> ownRows = rows(group, meshCols);
            List<Integer> ownCols = cols(group, meshCols);
            int row = rows.indexOf(ownRows.get(0));
            int col = cols.indexOf(ownCols.get(0));
            return group.members().size() == ownRows.size() * ownCols.size()
                    && rows.subList(row, row + ownRows.size()).equals(ownRows)
                    && cols.subList(col, col + ownCols.size()).equals(ownCols);
        }

        int halfPerimeter(SharingSet group) {
            return span(rows(group, meshCols)) + span(cols(group, meshCols));
        }

        private static int span(List<Integer> ascending) {
            return ascending.get(ascending.size() - 1) - ascending.get(0);
        }

        /** Over all ways to cut both axes. */
        int leastHalfPerimeter(int copies) {
            int least = Integer.MAX_VALUE;
            for (int cuts : divisors(rows.size())) {
                if (copies % cuts == 0 && cols.size() % (copies / cuts) == 0) {
                    least = Math.min(least, widest(rows, cuts) + widest(cols, copies / cuts));
                }
            }
            return least;
        }

        private static int widest(List<Integer> axis, int cuts) {
            int block = axis.size() / cuts;
            return IntStream.range(0, cuts)
                    .map(cut -> span(axis.subList(cut * block, (cut + 1) * block)))
                    .max()
                    .orElseThrow();
        }
    }

    /** A letter per group, a word per row, as {@link CopyGroups} draws them. */
    private static String drawn(Partition partition, int copies) {
        char[][] letters = new char[partition.rows()][partition.cols()];
        List<SharingSet> groups = PartitionSharing.sets(partition, Operand.WEIGHT, copies, 1);
        for (int i = 0; i < groups.size(); i++) {
            for (int node : groups.get(i).members()) {
                letters[node / partition.cols()][node % partition.cols()] = (char) ('a' + i);
            }
        }
        return Arrays.stream(letters).map(String::new).collect(Collectors.joining(" "));
    }

    @Test
    void groupsLieAsDrawn() {
        List<Split> cols = List.of(new Split(Dim.Q, 4));
        Partition beside = new Partition(List.of(new Split(Dim.K, 2), new Split(Dim.P, 2)), cols);
        assertThat(drawn(beside, 1)).isEqualTo("aaaa aaaa bbbb bbbb");
        assertThat(drawn(beside, 2)).isEqualTo("aabb aabb ccdd ccdd");
        assertThat(drawn(beside, 4)).isEqualTo("aabb ccdd eeff gghh");
        Partition apart = new Partition(List.of(new Split(Dim.P, 2), new Split(Dim.K, 2)), cols);
        assertThat(drawn(apart, 1)).isEqualTo("aaaa bbbb aaaa bbbb");
        assertThat(drawn(apart, 2)).isEqualTo("aaaa cccc bbbb dddd");
        assertThat(drawn(apart, 4)).isEqualTo("aabb eeff ccdd gghh");
    }

    @Test
    void copiesThatDoNotDivideAreRefused() {
        Partition partition = new Partition(List.of(new Split(Dim.P, 4)), List.of(new Split(Dim.K, 4)));
        for (int copies : new int[] {-1, 0, 3, 8}) {
            assertThatThrownBy(() -> PartitionSharing.sets(partition, Operand.WEIGHT, copies, 1))
                    .hasMessage(copies + " copies of WEIGHT must divide the 4 nodes that share it");
        }
    }

    /** Groups of all sets beside the sets of other operands: every scheduler delivers everything. */
    @Test
    void groupsAreScheduledRight() {
        List<DataScheduler> schedulers =
                List.of(new HeuristicScheduler(), new TspScheduler(), new ShortestPathScheduler());
        for (int seed = 0; seed < 300; seed++) {
            Gen gen = new Gen(seed);
            Partition partition = partition(gen);
            if (partition.rows() * partition.cols() > 40) {
                continue;
            }
            int copies = gen.oneOf(divisors(PartitionSharing.members(partition, Operand.WEIGHT)));
            List<SharingSet> sets = new ArrayList<>(PartitionSharing.sets(partition, Operand.IFMAP, 3200));
            sets.addAll(PartitionSharing.sets(partition, Operand.WEIGHT, copies, 4800));
            sets.addAll(PartitionSharing.sets(partition, Operand.OFMAP, 1600));
            Mesh mesh = new Mesh(partition.rows(), partition.cols());
            SharingProblem problem = new SharingProblem(mesh, SharingProblems.NOC, sets);
            for (DataScheduler scheduler : schedulers) {
                assertThat(ScheduleVerifier.faults(problem, scheduler.schedule(problem)))
                        .as("seed %d %s", seed, partition)
                        .isEmpty();
            }
        }
    }
}
