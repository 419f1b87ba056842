package org.nicepim.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Partition;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.sharing.DataScheduler;
import org.nicepim.sharing.PartitionSharing;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingSchedule;
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
    /**
     * Where the rings of several operands are between not meeting and waiting for each other all the time. Fitted: the best of 0, 0.3, 0.5 and
     * 0.7 on simulated layers of seeds from 5000 on; those of {@code ComparisonTest} begin at 0.
     */
    private static final double CROSSING = 0.3;

    /**
     * Sharing of one operand.
     *
     * @param members nodes of each set, or of each group that holds a copy; 1 if nothing is shared
     * @param byteHops byte·hops over all sets per byte of a set's data
     * @param injected bytes that enter the network over all sets per byte of a set's data
     * @param latencyCycles cycles beyond the busiest link's, per gather
     * @param chain the slowest ring
     */
    public record Flow(int members, double byteHops, double injected, double latencyCycles, Chain chain) {
        /** Nothing is shared. */
        static final Flow NONE = new Flow(1, 0, 0, 0, Chain.NONE);

        /** The less of both in each; a chain with more hops may have less rings or smaller shards, so only equal ones count. */
        private Flow least(Flow other) {
            return new Flow(
                    members,
                    Math.min(byteHops, other.byteHops),
                    Math.min(injected, other.injected),
                    Math.min(latencyCycles, other.latencyCycles),
                    chain.equals(other.chain) ? chain : Chain.NONE);
        }
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

    /** Prices a partition's sharing with one copy of the weights per set, each operand scheduled alone at a reference volume. */
    public static SharingLoads of(Partition partition, NocSpec noc, DataScheduler scheduler) {
        return LoadsByCopies.of(partition, noc, scheduler).with(1);
    }

    /** Prices a joint schedule of all the layer's sets, or of the groups that hold copies of its weights. */
    public static SharingLoads of(Partition partition, NocSpec noc, SharingSchedule schedule) {
        Mesh mesh = new Mesh(partition.rows(), partition.cols());
        return of(
                of(Operand.IFMAP, mesh, noc, schedule),
                of(Operand.WEIGHT, mesh, noc, schedule),
                of(Operand.OFMAP, mesh, noc, schedule));
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

    /**
     * What none of several schedules is below, operand by operand; of sums over operands on one link no more than the largest operand's holds.
     *
     * @param several at least one; with as many members of each operand's sets
     */
    public static SharingLoads least(List<SharingLoads> several) {
        SharingLoads least = several.get(0);
        for (SharingLoads other : several.subList(1, several.size())) {
            least = new SharingLoads(
                    least.ifmap.least(other.ifmap),
                    least.weight.least(other.weight),
                    least.ofmap.least(other.ofmap),
                    List.of());
        }
        if (several.size() == 1) {
            return least;
        }
        double ifmap = least(several, LinkLoad::ifmap);
        double weight = least(several, LinkLoad::weight);
        double ofmap = least(several, LinkLoad::ofmap);
        List<LinkLoad> links =
                List.of(new LinkLoad(ifmap, 0, 0), new LinkLoad(0, weight, 0), new LinkLoad(0, 0, ofmap));
        return new SharingLoads(least.ifmap, least.weight, least.ofmap, links);
    }

    private static double least(List<SharingLoads> several, ToDoubleFunction<LinkLoad> operand) {
        double least = Double.POSITIVE_INFINITY;
        for (SharingLoads loads : several) {
            double most = loads.links.stream().mapToDouble(operand).max().orElse(0);
            least = Math.min(least, most);
        }
        return least;
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

    private static OperandLoads of(Operand operand, Mesh mesh, NocSpec noc, SharingSchedule schedule) {
        List<SetSchedule> sets = schedule.sets().stream()
                .filter(set -> set.set().operand() == operand && set.set().bytes() > 0)
                .toList();
        return OperandLoads.of(mesh, noc, sets);
    }

    static SharingLoads of(OperandLoads ifmap, OperandLoads weight, OperandLoads ofmap) {
        return new SharingLoads(ifmap.flow(), weight.flow(), ofmap.flow(), busiest(ifmap, weight, ofmap));
    }

    /** By falling sum, then by link id. */
    private static List<LinkLoad> busiest(OperandLoads ifmap, OperandLoads weight, OperandLoads ofmap) {
        List<LinkLoad> kept = new ArrayList<>();
        for (int link = 0; link < ifmap.occupancy().length; link++) {
            addUncovered(ifmap.occupancy()[link], weight.occupancy()[link], ofmap.occupancy()[link], kept);
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

    /**
     * Bytes that one link would take as long for as sets of these volumes need that are shared at once. A ring goes at the pace of its own
     * busiest link, which another link holds up where it meets packets of other operands:
     *
     * <pre>
     *   busiest(all) + {@value #CROSSING} · ( Σ busiest(operand) − busiest(all) )
     * </pre>
     */
    double pacingBytes(double ifmapBytes, double weightBytes, double ofmapBytes) {
        double all = busiestBytes(ifmapBytes, weightBytes, ofmapBytes);
        double ifmap = 0;
        double weight = 0;
        double ofmap = 0;
        for (int i = 0; i < links.size(); i++) {
            LinkLoad link = links.get(i);
            ifmap = Math.max(ifmap, link.ifmap);
            weight = Math.max(weight, link.weight);
            ofmap = Math.max(ofmap, link.ofmap);
        }
        return all + CROSSING * (ifmap * ifmapBytes + weight * weightBytes + ofmap * ofmapBytes - all);
    }
}
