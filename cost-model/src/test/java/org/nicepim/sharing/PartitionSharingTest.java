package org.nicepim.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nicepim.mapping.Partition;
import org.nicepim.mapping.Split;
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
}
