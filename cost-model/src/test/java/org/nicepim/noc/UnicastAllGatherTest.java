package org.nicepim.noc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nicepim.hardware.NocSpec;

class UnicastAllGatherTest {
    /** A flit is a byte. */
    private static final NocSpec FLITS = new NocSpec(8, 4, 6, 0, 0);

    @Test
    void countedLoadsEqualWalkedLoads() {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            Mesh mesh = new Mesh(1 + random.nextInt(6), 1 + random.nextInt(6));
            int[] members = IntStream.range(0, mesh.nodes())
                    .filter(node -> random.nextInt(3) > 0)
                    .toArray();
            double factor = trial % 2 == 0 ? 1 : 1.5;
            Routing routing = trial % 3 == 0 ? Routing.YX : Routing.XY;
            double[] counted = new double[mesh.links()];
            UnicastAllGather.addLoads(mesh, routing, members, 2, factor, counted);
            double[] walked = new double[mesh.links()];
            int hops = walk(mesh, routing, members, factor, walked);
            assertThat(counted).containsExactly(walked, within(1e-9));
            assertThat(UnicastAllGather.maxHops(mesh, members)).isEqualTo(hops);
        }
    }

    private static int walk(Mesh mesh, Routing routing, int[] members, double factor, double[] loads) {
        int hops = 0;
        for (int from : members) {
            for (int to : members) {
                Routes.visit(mesh, routing, from, to, link -> loads[link] += LinkLoads.isPort(link) ? 2 : 2 * factor);
                hops = Math.max(hops, mesh.distance(from, to));
            }
        }
        return hops;
    }

    private static int[] all(Mesh mesh) {
        return IntStream.range(0, mesh.nodes()).toArray();
    }

    @Test
    void contentionGrowsWithMembersAndShardsFromOne() {
        assertThat(UnicastAllGather.contention(new Mesh(1, 8), new int[] {0, 7}, 1000))
                .isEqualTo(1);
        assertThat(UnicastAllGather.contention(new Mesh(4, 4), all(new Mesh(4, 4)), 0))
                .isEqualTo(1);
        double before = 1;
        for (int side : new int[] {3, 5, 8}) {
            Mesh mesh = new Mesh(side, side);
            double longShards = UnicastAllGather.contention(mesh, all(mesh), 1000);
            assertThat(longShards)
                    .isGreaterThan(before)
                    .isGreaterThan(UnicastAllGather.contention(mesh, all(mesh), 16));
            before = longShards;
        }
    }

    @Test
    void contentionIsFiniteAndTheSameForTranslationsAndMirrorImages() {
        SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 100; trial++) {
            Mesh small = new Mesh(1 + random.nextInt(4), 1 + random.nextInt(4));
            int[] members = IntStream.range(0, small.nodes())
                    .filter(node -> random.nextInt(3) > 0)
                    .toArray();
            Mesh mesh = new Mesh(9, small.cols() + 5);
            int[] here = IntStream.of(members)
                    .map(node -> node / small.cols() * mesh.cols() + node % small.cols())
                    .toArray();
            int[] there =
                    IntStream.of(here).map(node -> node + 2 * mesh.cols() + 3).toArray();
            double factor = UnicastAllGather.contention(small, members, 100);
            assertThat(factor).isBetween(1.0, 2.0 + members.length);
            assertThat(UnicastAllGather.contention(mesh, here, 100)).isEqualTo(factor);
            assertThat(UnicastAllGather.contention(mesh, there, 100)).isEqualTo(factor);
        }
    }

    /** Meshes, blocks, lines and strided sets that the reference does not have. */
    @Test
    void isWithinFifteenPercentOfTheFlitLevelRunOnAverage() {
        double sum = 0;
        int cases = 0;
        for (Mesh mesh : List.of(new Mesh(2, 3), new Mesh(3, 3), new Mesh(5, 5), new Mesh(4, 6), new Mesh(1, 8))) {
            for (int flits : new int[] {16, 64, 192}) {
                double error = error(mesh, List.of(all(mesh)), flits);
                assertThat(Math.abs(error)).as("%s %d", mesh, flits).isLessThan(0.3);
                sum += Math.abs(error);
                cases++;
            }
        }
        for (int spacing : new int[] {2, 3}) {
            sum += Math.abs(error(new Mesh(6, 6), strided(new Mesh(6, 6), spacing), 64));
            sum += Math.abs(error(new Mesh(4, 4), blocks(new Mesh(4, 4), spacing), 64));
            cases += 2;
        }
        assertThat(sum / cases).isLessThan(0.15);
    }

    private static List<int[]> strided(Mesh mesh, int spacing) {
        return IntStream.range(0, spacing * spacing)
                .mapToObj(group -> IntStream.range(0, mesh.nodes())
                        .filter(node -> node / mesh.cols() % spacing * spacing + node % mesh.cols() % spacing == group)
                        .toArray())
                .toList();
    }

    /** Bands of that many rows; the last may be thinner. */
    private static List<int[]> blocks(Mesh mesh, int rows) {
        return IntStream.range(0, (mesh.rows() + rows - 1) / rows)
                .mapToObj(band -> IntStream.range(0, mesh.nodes())
                        .filter(node -> node / mesh.cols() / rows == band)
                        .toArray())
                .toList();
    }

    private static double error(Mesh mesh, List<int[]> groups, int flits) {
        double[] occupancy = new double[mesh.links()];
        List<FlitMesh.Packet> packets = new ArrayList<>();
        int hops = 0;
        for (int[] group : groups) {
            UnicastAllGather.addLoads(mesh, group, flits, UnicastAllGather.contention(mesh, group, flits), occupancy);
            hops = Math.max(hops, UnicastAllGather.maxHops(mesh, group));
            packets.addAll(FlitMesh.rotated(group, flits, PhaseTime.PACKET_FLITS));
        }
        double model = PhaseTime.cycles(FLITS, LinkLoads.max(occupancy), hops);
        return model / new FlitMesh(mesh, 4, 8, packets).run() - 1;
    }
}
