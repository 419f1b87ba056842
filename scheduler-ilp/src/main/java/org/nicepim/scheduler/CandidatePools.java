package org.nicepim.scheduler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.HeuristicScheduler;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SetSchedule.Ring;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSet;
import org.nicepim.sharing.ShortestCycles;

/**
 * The ways among which the solver chooses, per set: first what {@link HeuristicScheduler} knows (unicast, shortest cycle
 * one way, the other way, both ways), then unicast YX, then a shortest cycle of even arcs, then cycles that evade crowded links ({@link PricedCycles}), then the shortest with YX and mixed routes, then other cycles: snakes along rows
 * and along columns, and neighbours of the shortest cycle (a part turned round), drawn differently for each set so that
 * sets can evade each other. Ways that use the same links alike stand
 * there once.
 */
final class CandidatePools {
    /** Over all sets; more makes models that take seconds. */
    private static final int TARGET_BINARIES = 128;

    private static final int LEAST_PER_SET = 8;
    private static final int MOST_PER_SET = 24;
    private static final int TURNED_CYCLES = 10;
    private static final int DRAWN_CYCLES = 40;
    /** Above the sum of squares of any cycle's arcs on 16×16 nodes, so that a cycle's length comes first. */
    private static final int COST_PER_HOP = 10_000;
    /** Turned cycles may be longer by this share. */
    private static final double DETOUR = 0.75;

    private CandidatePools() {}

    /** One pool per set of the problem; never empty. Deterministic. */
    static List<List<Candidate>> of(SharingProblem problem) {
        int sets = Math.max(1, problem.sets().size());
        int limit = Math.max(LEAST_PER_SET, Math.min(MOST_PER_SET, TARGET_BINARIES / sets));
        List<DistinctCandidates> pools = new ArrayList<>();
        for (SharingSet set : problem.sets()) {
            DistinctCandidates pool = new DistinctCandidates(problem, limit);
            HeuristicScheduler.ways(problem, set).forEach(pool::add);
            pool.add(SetSchedule.unicast(set, Routing.YX));
            pools.add(pool);
        }
        for (int i = 0; i < pools.size(); i++) {
            addEven(problem, problem.sets().get(i), pools.get(i));
        }
        new PricedCycles(problem, pools).addAll();
        for (int i = 0; i < pools.size(); i++) {
            addFixed(problem, problem.sets().get(i), pools.get(i));
        }
        return pools.stream().map(DistinctCandidates::list).toList();
    }

    /** A cycle as short as any, of arcs as even as can be: the longest of them, a phase's latency, is no longer than it must. */
    private static void addEven(SharingProblem problem, SharingSet set, DistinctCandidates pool) {
        if (set.members().size() <= 3) {
            return;
        }
        int[] members = set.memberArray();
        int[][] costs = new int[members.length][members.length];
        for (int i = 0; i < members.length; i++) {
            for (int j = 0; j < members.length; j++) {
                int hops = problem.mesh().distance(members[i], members[j]);
                costs[i][j] = hops * COST_PER_HOP + hops * hops;
            }
        }
        List<Integer> even = new ArrayList<>(members.length);
        for (int index : ShortestCycles.cheapest(costs)) {
            even.add(members[index]);
        }
        pool.add(SetSchedule.twoWay(set, even, Routing.XY));
        pool.add(SetSchedule.oneWay(set, even, Routing.XY));
    }

    private static void addFixed(SharingProblem problem, SharingSet set, DistinctCandidates pool) {
        if (set.members().size() > 2) {
            addCycles(problem, set, pool);
        } else {
            addOneWay(set, set.members(), pool);
        }
    }

    private static void addCycles(SharingProblem problem, SharingSet set, DistinctCandidates pool) {
        List<Integer> shortest = ShortestCycles.order(problem.mesh(), set.members());
        List<List<Integer>> others = otherCycles(problem.mesh(), set.members(), shortest);
        addBothWays(set, shortest, pool);
        for (List<Integer> cycle : others) {
            pool.add(SetSchedule.twoWay(set, cycle, Routing.XY));
        }
        addOneWay(set, shortest, pool);
        for (List<Integer> cycle : others) {
            addBothWays(set, cycle, pool);
            addOneWay(set, cycle, pool);
        }
    }

    private static void addBothWays(SharingSet set, List<Integer> cycle, DistinctCandidates pool) {
        pool.add(SetSchedule.twoWay(set, cycle, Routing.XY));
        pool.add(SetSchedule.twoWay(set, cycle, Routing.YX));
        List<Integer> backwards = SetSchedule.reversed(cycle);
        int arcs = cycle.size();
        List<Ring> rings = List.of(
                new Ring(cycle, Collections.nCopies(arcs, Routing.XY), 0.5),
                new Ring(backwards, Collections.nCopies(arcs, Routing.YX), 0.5));
        pool.add(new SetSchedule(set, rings, 0));
    }

    private static void addOneWay(SharingSet set, List<Integer> cycle, DistinctCandidates pool) {
        for (List<Integer> order : List.of(cycle, SetSchedule.reversed(cycle))) {
            pool.add(SetSchedule.oneWay(set, order, Routing.XY));
            pool.add(SetSchedule.oneWay(set, order, Routing.YX));
            pool.add(new SetSchedule(set, List.of(new Ring(order, alternating(order.size()), 1)), 0));
        }
    }

    private static List<Routing> alternating(int arcs) {
        List<Routing> routings = new ArrayList<>(arcs);
        for (int i = 0; i < arcs; i++) {
            routings.add(i % 2 == 0 ? Routing.XY : Routing.YX);
        }
        return routings;
    }

    private static List<List<Integer>> otherCycles(Mesh mesh, List<Integer> members, List<Integer> shortest) {
        List<List<Integer>> cycles = new ArrayList<>();
        cycles.add(snake(mesh, members, true));
        cycles.add(snake(mesh, members, false));
        int longest = (int) Math.ceil((1 + DETOUR) * ShortestCycles.length(mesh, shortest));
        SplittableRandom random = new SplittableRandom(members.hashCode());
        List<List<Integer>> drawn = new ArrayList<>();
        for (int i = 0; i < DRAWN_CYCLES; i++) {
            drawn.add(turned(shortest, random));
        }
        drawn.stream()
                .filter(cycle -> ShortestCycles.length(mesh, cycle) <= longest)
                .distinct()
                .limit(TURNED_CYCLES)
                .forEach(cycles::add);
        return cycles;
    }

    private static List<Integer> turned(List<Integer> cycle, SplittableRandom random) {
        int from = 1 + random.nextInt(cycle.size() - 1);
        int to = 1 + random.nextInt(cycle.size() - 1);
        List<Integer> turned = new ArrayList<>(cycle);
        Collections.reverse(turned.subList(Math.min(from, to), Math.max(from, to) + 1));
        return turned;
    }

    /** Members line by line, every second line backwards. */
    private static List<Integer> snake(Mesh mesh, List<Integer> members, boolean alongRows) {
        int lines = alongRows ? mesh.rows() : mesh.cols();
        List<Integer> snake = new ArrayList<>(members.size());
        boolean backwards = false;
        for (int line = 0; line < lines; line++) {
            int wanted = line;
            List<Integer> inLine = new ArrayList<>(members.stream()
                    .filter(node -> (alongRows ? node / mesh.cols() : node % mesh.cols()) == wanted)
                    .toList());
            if (backwards) {
                Collections.reverse(inLine);
            }
            backwards ^= !inLine.isEmpty();
            snake.addAll(inLine);
        }
        return snake;
    }
}
