package org.nicepim.noc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnicastAllGatherTest {
    @Test
    void countedLoadsEqualWalkedLoads() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            Mesh mesh = new Mesh(1 + random.nextInt(6), 1 + random.nextInt(6));
            int[] members = IntStream.range(0, mesh.nodes())
                    .filter(node -> random.nextInt(3) > 0)
                    .toArray();
            double factor = trial % 2 == 0 ? 1 : 1.5;
            double[] counted = new double[mesh.links()];
            UnicastAllGather.addLoads(mesh, members, 2, factor, counted);
            double[] walked = new double[mesh.links()];
            int hops = walk(mesh, members, factor, walked);
            assertThat(counted).containsExactly(walked, within(1e-9));
            assertThat(UnicastAllGather.maxHops(mesh, members)).isEqualTo(hops);
        }
    }

    private static int walk(Mesh mesh, int[] members, double factor, double[] loads) {
        int hops = 0;
        for (int from : members) {
            for (int to : members) {
                Routes.visit(
                        mesh, Routing.XY, from, to, link -> loads[link] += LinkLoads.isPort(link) ? 2 : 2 * factor);
                hops = Math.max(hops, mesh.distance(from, to));
            }
        }
        return hops;
    }

    @Test
    void contentionGrowsWithMembersAndShardsFromOne() {
        assertThat(UnicastAllGather.contention(2, 1000)).isEqualTo(1);
        assertThat(UnicastAllGather.contention(16, 0)).isEqualTo(1);
        double before = 1;
        for (int members : new int[] {3, 8, 16, 64}) {
            double longShards = UnicastAllGather.contention(members, 1000);
            assertThat(longShards).isGreaterThan(before).isGreaterThan(UnicastAllGather.contention(members, 16));
            before = longShards;
        }
    }
}
