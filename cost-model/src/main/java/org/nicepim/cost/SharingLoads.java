package org.nicepim.cost;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.mapping.Partition;
import org.nicepim.noc.Mesh;
import org.nicepim.noc.PhaseTime;
import org.nicepim.sharing.DataScheduler;
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
        for (LinkLoad link : links) {
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
        for (LinkLoad link : links) {
            ifmap = Math.max(ifmap, link.ifmap);
            weight = Math.max(weight, link.weight);
            ofmap = Math.max(ofmap, link.ofmap);
        }
        return all + CROSSING * (ifmap * ifmapBytes + weight * weightBytes + ofmap * ofmapBytes - all);
    }
}
