package org.nicepim.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Partition;
import org.nicepim.noc.LinkLoads;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingProblem;
import org.nicepim.sharing.SharingSchedule;
import org.nicepim.sharing.SharingSet;
import org.nicepim.workload.Operand;

/**
 * How busy the links are when the sharing sets of a layer pass their data around, per byte of each operand: schedules
 * scale, so one schedule prices every tile size.
 *
 * @param ifmap sharing of input tiles
 * @param weight sharing of weight tiles
 * @param ofmap reduction of psums
 * @param links loads of the links that can be the busiest: (ifmap, weight, ofmap) bytes per byte of a set's data, without
 *     those that another link exceeds in all three
 */
public record SharingLoads(Flow ifmap, Flow weight, Flow ofmap, List<LinkLoad> links) {
    /** Volume at which patterns are scheduled when the tile is not yet known: a tile of middle size. */
    private static final double REFERENCE_BYTES = 1 << 12;

    /**
     * Sharing of one operand.
     *
     * @param members nodes of each set; 1 if nothing is shared
     * @param byteHops byte·hops over all sets per byte of a set's data
     * @param injected bytes that enter the network over all sets per byte of a set's data
     * @param latencyCycles cycles beyond the busiest link's, per gather
     * @param chain the slowest ring
     */
    public record Flow(int members, double byteHops, double injected, double latencyCycles, Chain chain) {
        /** Nothing is shared. */
        static final Flow NONE = new Flow(1, 0, 0, 0, Chain.NONE);
    }

    /**
     * A ring passes shards on one after another; however idle the links, that takes its time.
     *
     * @param arcs arcs that a shard travels; 0 without a ring
     * @param hops hops of these arcs
     * @param shardShare share of a set's data in one shard
     */
    public record Chain(int arcs, int hops, double shardShare) {
        /** No ring. */
        static final Chain NONE = new Chain(0, 0, 0);

        static Chain of(SetSchedule set, Mesh mesh) {
            Chain slowest = NONE;
            for (SetSchedule.Ring ring : set.rings()) {
                int members = ring.order().size();
                int hops = ring.totalHops(mesh) - ring.shortestArcHops(mesh);
                if (hops > slowest.hops) {
                    slowest = new Chain(members - 1, hops, ring.share() / members);
                }
            }
            return slowest;
        }

        /** Cycles until every member has all of a set's data. */
        double cycles(NocSpec noc, double setBytes) {
            return arcs == 0 ? 0 : PhaseTime.ringChainCycles(noc, arcs, hops, setBytes * shardShare);
        }
    }

    /**
     * Load of one link per byte of a set's data of each operand.
     *
     * @param ifmap for input sets
     * @param weight for weight sets
     * @param ofmap for psum sets
     */
    public record LinkLoad(double ifmap, double weight, double ofmap) {
        private boolean covers(LinkLoad other) {
            return ifmap >= other.ifmap && weight >= other.weight && ofmap >= other.ofmap;
        }
    }

    /** Prices a partition's sharing, each operand scheduled alone at a reference volume. */
    public static SharingLoads of(Partition partition, NocSpec noc, DataScheduler scheduler) {
        Mesh mesh = new Mesh(partition.rows(), partition.cols());
        Map<Operand, List<SetSchedule>> schedules = new EnumMap<>(Operand.class);
        for (Operand operand : Operand.values()) {
            List<SharingSet> sets = PartitionSharing.sets(partition, operand, REFERENCE_BYTES);
            schedules.put(
                    operand,
                    sets.isEmpty()
                            ? List.of()
                            : scheduler
                                    .schedule(new SharingProblem(mesh, noc, sets))
                                    .sets());
        }
        return of(partition, mesh, noc, schedules);
    }

    /** Prices a joint schedule of all the layer's sets. */
    public static SharingLoads of(Partition partition, NocSpec noc, SharingSchedule schedule) {
        Map<Operand, List<SetSchedule>> schedules = new EnumMap<>(Operand.class);
        for (Operand operand : Operand.values()) {
            schedules.put(
                    operand,
                    schedule.sets().stream()
                            .filter(set ->
                                    set.set().operand() == operand && set.set().bytes() > 0)
                            .toList());
        }
        return of(partition, new Mesh(partition.rows(), partition.cols()), noc, schedules);
    }

    private static SharingLoads of(
            Partition partition, Mesh mesh, NocSpec noc, Map<Operand, List<SetSchedule>> schedules) {
        double[][] perByte = new double[3][];
        Flow[] flows = new Flow[3];
        for (Operand operand : Operand.values()) {
            List<SetSchedule> sets = schedules.getOrDefault(operand, List.of());
            perByte[operand.ordinal()] = occupancy(mesh, noc, sets);
            flows[operand.ordinal()] =
                    sets.isEmpty() ? Flow.NONE : flow(PartitionSharing.members(partition, operand), mesh, noc, sets);
        }
        return new SharingLoads(flows[0], flows[1], flows[2], busiest(perByte));
    }

    private static double[] occupancy(Mesh mesh, NocSpec noc, List<SetSchedule> sets) {
        double[] sum = new double[mesh.links()];
        double[] alike = new double[mesh.links()];
        for (int i = 0; i < sets.size(); i++) {
            sets.get(i).addOccupancy(mesh, noc, alike);
            flushIfLastAlike(sets, i, alike, sum);
        }
        return sum;
    }

    /** Sets of one operand have as many bytes each, so their loads are scaled once. */
    private static void flushIfLastAlike(List<SetSchedule> sets, int i, double[] alike, double[] sum) {
        double bytes = sets.get(i).set().bytes();
        if (i + 1 == sets.size() || sets.get(i + 1).set().bytes() != bytes) {
            LinkLoads.addScaled(alike, 1 / bytes, sum);
            Arrays.fill(alike, 0);
        }
    }

    private static Flow flow(int members, Mesh mesh, NocSpec noc, List<SetSchedule> sets) {
        double[] loads = new double[mesh.links()];
        double[] alike = new double[mesh.links()];
        double latency = 0;
        Chain chain = Chain.NONE;
        for (int i = 0; i < sets.size(); i++) {
            SetSchedule set = sets.get(i);
            Chain ring = Chain.of(set, mesh);
            chain = ring.hops() > chain.hops() ? ring : chain;
            set.addLoads(mesh, alike);
            flushIfLastAlike(sets, i, alike, loads);
            latency = Math.max(latency, noc.endCycles() + (double) noc.hopCycles() * set.maxHops(mesh));
        }
        return new Flow(members, LinkLoads.byteHops(loads), LinkLoads.injectedBytes(loads), latency, chain);
    }

    private static List<LinkLoad> busiest(double[][] perByte) {
        List<LinkLoad> kept = new ArrayList<>();
        LinkLoad[] all = new LinkLoad[perByte[0].length];
        for (int link = 0; link < all.length; link++) {
            all[link] = new LinkLoad(perByte[0][link], perByte[1][link], perByte[2][link]);
        }
        Arrays.sort(all, (a, b) -> Double.compare(b.ifmap + b.weight + b.ofmap, a.ifmap + a.weight + a.ofmap));
        for (LinkLoad link : all) {
            if (kept.stream().noneMatch(other -> other.covers(link))) {
                kept.add(link);
            }
        }
        return List.copyOf(kept);
    }

    /** The sharing of an operand. */
    public Flow of(Operand operand) {
        return switch (operand) {
            case IFMAP -> ifmap;
            case WEIGHT -> weight;
            case OFMAP -> ofmap;
        };
    }

    /** Bytes on the busiest link when sets of these volumes are shared at once. */
    double busiestBytes(double ifmapBytes, double weightBytes, double ofmapBytes) {
        double most = 0;
        for (LinkLoad link : links) {
            most = Math.max(most, link.ifmap * ifmapBytes + link.weight * weightBytes + link.ofmap * ofmapBytes);
        }
        return most;
    }
}
