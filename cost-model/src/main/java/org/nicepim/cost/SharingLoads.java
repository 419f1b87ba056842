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
     * @param rings rings of the set, whose packets take turns at each node's port
     */
    public record Chain(int arcs, int hops, double shardShare, int rings) {
        /** No ring. */
        static final Chain NONE = new Chain(0, 0, 0, 1);

        static Chain of(SetSchedule set, Mesh mesh) {
            Chain slowest = NONE;
            for (SetSchedule.Ring ring : set.rings()) {
                int members = ring.order().size();
                int hops = ring.chainHops(mesh);
                if (hops > slowest.hops) {
                    slowest = new Chain(
                            members - 1,
                            hops,
                            ring.share() / members,
                            set.rings().size());
                }
            }
            return slowest;
        }

        /** Cycles until every member has all of a set's data. */
        double cycles(NocSpec noc, double setBytes) {
            if (arcs == 0 || setBytes <= 0) {
                return 0;
            }
            double shardBytes = setBytes * shardShare;
            double packet = Math.min(PhaseTime.PACKET_FLITS, Math.max(1, shardBytes / noc.linkBytes()));
            return PhaseTime.ringChainCycles(noc, arcs, hops, shardBytes) + (rings - 1) * arcs * packet;
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

        private double sum() {
            return ifmap + weight + ofmap;
        }
    }

    /** Prices a partition's sharing, each operand scheduled alone at a reference volume. */
    public static SharingLoads of(Partition partition, NocSpec noc, DataScheduler scheduler) {
        Mesh mesh = new Mesh(partition.rows(), partition.cols());
        Map<Operand, List<SetSchedule>> schedules = new EnumMap<>(Operand.class);
        for (Operand operand : Operand.values()) {
            List<SharingSet> sets = PartitionSharing.sets(partition, operand, REFERENCE_BYTES);
            schedules.put(operand, sets.isEmpty() ? List.of() : scheduler.sets(new SharingProblem(mesh, noc, sets)));
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

    /**
     * What no schedule is below: each member of a set takes in what the others own, over at least one link, and none waits for a link or a
     * router. Weights are taken to lie where they are needed.
     */
    public static SharingLoads least(Partition partition) {
        Flow ifmap = least(partition, Operand.IFMAP);
        Flow ofmap = least(partition, Operand.OFMAP);
        Flow weight = new Flow(PartitionSharing.members(partition, Operand.WEIGHT), 0, 0, 0, Chain.NONE);
        return new SharingLoads(ifmap, weight, ofmap, List.of(new LinkLoad(others(ifmap), 0, others(ofmap))));
    }

    private static Flow least(Partition partition, Operand operand) {
        int members = PartitionSharing.members(partition, operand);
        double hops = (double) partition.rows() * partition.cols() / members * (members - 1);
        return new Flow(members, hops, hops, 0, Chain.NONE);
    }

    /** Part of a set's data that the others own. */
    private static double others(Flow flow) {
        return (flow.members - 1.0) / flow.members;
    }

    /**
     * Cycles that no walk over tiles is below: the busiest link's, and each gather's own.
     *
     * @param ifmap all gathers of input tiles
     * @param weight all gathers of weight tiles
     * @param ofmap all reductions of ofmap tiles
     */
    double leastCycles(NocSpec noc, Gathers ifmap, Gathers weight, Gathers ofmap) {
        double bytes = busiestBytes(ifmap.bytes, weight.bytes, this.ofmap.members > 1 ? ofmap.bytes : 0);
        if (bytes <= 0) {
            return 0;
        }
        double reduced = this.ofmap.members > 1 ? ofmap.times : 0;
        double waits = Math.max(
                Math.max(ifmap.times * this.ifmap.latencyCycles, weight.times * this.weight.latencyCycles),
                reduced * this.ofmap.latencyCycles);
        double chains = Math.max(ifmap.chain(this.ifmap, noc), weight.chain(this.weight, noc));
        return Math.max(bytes / noc.linkBytes() + waits, chains);
    }

    /**
     * Gathers of one operand over a layer.
     *
     * @param times how often
     * @param bytes of a set's data, all together
     */
    record Gathers(double times, double bytes) {
        private double chain(Flow flow, NocSpec noc) {
            return flow.chain.arcs == 0 ? 0 : times * flow.chain.cycles(noc, bytes / times);
        }
    }

    private static SharingLoads of(
            Partition partition, Mesh mesh, NocSpec noc, Map<Operand, List<SetSchedule>> schedules) {
        Priced[] priced = new Priced[Operand.values().length];
        for (Operand operand : Operand.values()) {
            List<SetSchedule> sets = schedules.getOrDefault(operand, List.of());
            int members = sets.isEmpty() ? 1 : PartitionSharing.members(partition, operand);
            priced[operand.ordinal()] = price(members, mesh, noc, sets);
        }
        Priced ifmap = priced[Operand.IFMAP.ordinal()];
        Priced weight = priced[Operand.WEIGHT.ordinal()];
        Priced ofmap = priced[Operand.OFMAP.ordinal()];
        return new SharingLoads(ifmap.flow, weight.flow, ofmap.flow, busiest(ifmap, weight, ofmap));
    }

    /**
     * One operand.
     *
     * @param flow its sums
     * @param occupancy by link id, per byte of a set's data
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Priced(Flow flow, double[] occupancy) {}

    private static Priced price(int members, Mesh mesh, NocSpec noc, List<SetSchedule> sets) {
        if (sets.isEmpty()) {
            return new Priced(Flow.NONE, new double[mesh.links()]);
        }
        double[] loads = perByte(mesh, sets, SetSchedule::addLoads);
        double latency = 0;
        Chain chain = Chain.NONE;
        boolean contended = false;
        for (SetSchedule set : sets) {
            Chain ring = Chain.of(set, mesh);
            chain = ring.hops() > chain.hops() ? ring : chain;
            latency = Math.max(latency, noc.endCycles() + (double) noc.hopCycles() * set.maxHops(mesh));
            contended = contended || set.isContended(mesh, noc);
        }
        double[] occupancy = contended ? perByte(mesh, sets, (set, on, sum) -> set.addOccupancy(on, noc, sum)) : loads;
        Flow flow = new Flow(members, LinkLoads.byteHops(loads), LinkLoads.injectedBytes(loads), latency, chain);
        return new Priced(flow, occupancy);
    }

    private interface Adding {
        void add(SetSchedule set, Mesh mesh, double[] loads);
    }

    /** Sets of one operand have as many bytes each, so their loads are scaled once. */
    private static double[] perByte(Mesh mesh, List<SetSchedule> sets, Adding adding) {
        double[] sum = new double[mesh.links()];
        double[] alike = new double[mesh.links()];
        for (int i = 0; i < sets.size(); i++) {
            adding.add(sets.get(i), mesh, alike);
            double bytes = sets.get(i).set().bytes();
            if (i + 1 == sets.size() || sets.get(i + 1).set().bytes() != bytes) {
                LinkLoads.addScaled(alike, 1 / bytes, sum);
                Arrays.fill(alike, 0);
            }
        }
        return sum;
    }

    /** By falling sum, then by link id. */
    private static List<LinkLoad> busiest(Priced ifmap, Priced weight, Priced ofmap) {
        List<LinkLoad> kept = new ArrayList<>();
        for (int link = 0; link < ifmap.occupancy.length; link++) {
            addUncovered(ifmap.occupancy[link], weight.occupancy[link], ofmap.occupancy[link], kept);
        }
        kept.sort((a, b) -> Double.compare(b.sum(), a.sum()));
        return List.copyOf(kept);
    }

    /** A link joins those that others cover in none; most links are covered by one of the first. */
    private static void addUncovered(double ifmap, double weight, double ofmap, List<LinkLoad> kept) {
        for (int i = 0; i < kept.size(); i++) {
            LinkLoad other = kept.get(i);
            if (other.ifmap >= ifmap && other.weight >= weight && other.ofmap >= ofmap) {
                return;
            }
        }
        LinkLoad link = new LinkLoad(ifmap, weight, ofmap);
        kept.removeIf(link::covers);
        kept.add(link);
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
        for (int i = 0; i < links.size(); i++) {
            LinkLoad link = links.get(i);
            most = Math.max(most, link.ifmap * ifmapBytes + link.weight * weightBytes + link.ofmap * ofmapBytes);
        }
        return most;
    }
}
