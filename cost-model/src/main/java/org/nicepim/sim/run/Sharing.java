package org.nicepim.sim.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.LayerMapping;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.Routing;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.workload.Layer;
import org.nicepim.workload.Operand;

/** Who passes what to whom when the nodes of a layer gather tiles and reduce psums. */
final class Sharing {
    private final int[][] members;
    private final int[][] member;
    private final int[][][] peers;
    private final List<List<List<Way>>> ways = new ArrayList<>();

    /**
     * One way on which a node sends data of an operand: an arc of a ring, or unicast to one member.
     *
     * @param to node of the region
     * @param routing of its packets
     * @param shard share of a set's data that one shard on this way is
     * @param shards shards that pass: all but one of a ring's, one for unicast
     * @param next the receiver's way on the same ring; −1 for unicast
     */
    record Way(int to, Routing routing, double shard, int shards, int next) {}

    /**
     * Reads a schedule.
     *
     * @param schedule of all sets of the layer; empty if nothing is shared
     * @throws IllegalArgumentException if an operand is shared and not scheduled
     */
    Sharing(LayerMapping mapping, TileGrid grid, Optional<SharingSchedule> schedule) {
        int operands = Operand.values().length;
        members = new int[operands][grid.nodes()];
        member = new int[operands][grid.nodes()];
        peers = new int[operands][grid.nodes()][];
        for (Operand operand : Operand.values()) {
            int x = operand.ordinal();
            List<List<Way>> own = new ArrayList<>();
            for (int node = 0; node < grid.nodes(); node++) {
                own.add(new ArrayList<>());
                members[x][node] = 1;
                peers[x][node] = new int[0];
            }
            ways.add(own);
            for (SharingSet set : sets(mapping, operand, 0)) {
                place(x, set);
            }
        }
        schedule.ifPresent(s -> s.sets().forEach(this::add));
        check(mapping, grid);
    }

    private void place(int x, SharingSet set) {
        int[] nodes = set.memberArray();
        for (int i = 0; i < nodes.length; i++) {
            members[x][nodes[i]] = nodes.length;
            member[x][nodes[i]] = i;
            peers[x][nodes[i]] = nodes;
        }
    }

    private void add(SetSchedule set) {
        List<List<Way>> own = ways.get(set.set().operand().ordinal());
        int[] nodes = set.set().memberArray();
        for (SetSchedule.Ring ring : set.rings()) {
            addRing(ring, own);
        }
        if (set.unicastShare() > 0) {
            double shard = set.unicastShare() / nodes.length;
            for (int i = 0; i < nodes.length; i++) {
                for (int turn = 1; turn < nodes.length; turn++) {
                    int to = nodes[(i + turn) % nodes.length];
                    own.get(nodes[i]).add(new Way(to, Routing.XY, shard, 1, -1));
                }
            }
        }
    }

    /** A node has one way per ring of its set, in the order of the rings. */
    private static void addRing(SetSchedule.Ring ring, List<List<Way>> own) {
        int length = ring.order().size();
        int number = own.get(ring.order().get(0)).size();
        for (int i = 0; i < length; i++) {
            int to = ring.order().get((i + 1) % length);
            own.get(ring.order().get(i))
                    .add(new Way(to, ring.routings().get(i), ring.share() / length, length - 1, number));
        }
    }

    private void check(LayerMapping mapping, TileGrid grid) {
        for (Operand operand : Operand.values()) {
            boolean used = operand != Operand.WEIGHT || grid.layer().type().hasMacs();
            for (int node = 0; node < grid.nodes() && used; node++) {
                if (members(operand.ordinal(), node) > 1
                        && ways(operand.ordinal(), node).isEmpty()) {
                    throw new IllegalArgumentException(
                            mapping.layer() + ": nodes share " + operand + ", but no schedule says how");
                }
            }
        }
    }

    /** Nodes that share the operand with a node, itself included; of weights those that share its copy. */
    int members(int operand, int node) {
        return members[operand][node];
    }

    /** Which of them it is, from 0. */
    int member(int operand, int node) {
        return member[operand][node];
    }

    /** The members of its set; empty if nothing is shared. */
    int[] peers(int operand, int node) {
        return peers[operand][node];
    }

    /** On which ways a node sends. */
    List<Way> ways(int operand, int node) {
        return ways.get(operand).get(node);
    }

    /** True if some arc is routed along the column first. */
    boolean mixesRoutings() {
        return ways.stream().flatMap(List::stream).flatMap(List::stream).anyMatch(way -> way.routing() == Routing.YX);
    }

    /**
     * Asks a scheduler how the sets of a layer share, at the volume of one gather of an average tile.
     *
     * @return empty if nothing is shared
     */
    static Optional<SharingSchedule> schedule(
            Layer layer, LayerMapping mapping, TileGrid grid, Widths widths, NocSpec noc, DataScheduler scheduler) {
        double positions = share(grid, TileGrid.N) * share(grid, TileGrid.G);
        double k = share(grid, TileGrid.K);
        double c = share(grid, TileGrid.C);
        double filter = (double) layer.dims().r() * layer.dims().s();
        double ifmap = positions * c * inputs(grid, TileGrid.P) * inputs(grid, TileGrid.Q) * layer.ifmapReads();
        double weight = layer.type().hasMacs() ? share(grid, TileGrid.G) * k * c * filter : 0;
        double ofmap = positions * k * share(grid, TileGrid.P) * share(grid, TileGrid.Q);
        List<SharingSet> sets = new ArrayList<>();
        sets.addAll(sets(mapping, Operand.IFMAP, ifmap * widths.wordBytes()));
        if (weight > 0) {
            sets.addAll(sets(mapping, Operand.WEIGHT, weight * widths.weightBytes()));
        }
        sets.addAll(sets(mapping, Operand.OFMAP, ofmap * widths.psumBytes()));
        Mesh region = new Mesh(mapping.region().rows(), mapping.region().cols());
        return sets.isEmpty()
                ? Optional.empty()
                : Optional.of(scheduler.schedule(new SharingProblem(region, noc, sets)));
    }

    /** Nodes that gather together; those that need the same weights fall apart into a group per copy. */
    private static List<SharingSet> sets(LayerMapping mapping, Operand operand, double bytes) {
        int copies = operand == Operand.WEIGHT ? mapping.weightCopies() : 1;
        return PartitionSharing.sets(mapping.partition(), operand, copies, bytes);
    }

    private static double share(TileGrid grid, int dim) {
        return (double) grid.largest(dim) / grid.trips(dim);
    }

    /** Stored rows or columns of an average tile of the part that reads most. */
    private static double inputs(TileGrid grid, int dim) {
        long most = 0;
        for (int node = 0; node < grid.nodes(); node++) {
            long sum = 0;
            for (int index = 0; index < grid.trips(dim); index++) {
                sum += dim == TileGrid.P ? grid.inputRows(node, index) : grid.inputCols(node, index);
            }
            most = Math.max(most, sum);
        }
        return (double) most / grid.trips(dim);
    }
}
