package org.nicepim.scheduler;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nicepim.noc.LinkLoads;
import org.nicepim.scheduler.milp.MilpModel;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.SharingProblem;

/**
 * The choice of one candidate per set as a program. With x[s,c] = 1 if set s goes the way c, occupancy o[s,c,l] of
 * link or port l, latency a[s,c], ring chain r[s,c], and all cycles as shares of a known schedule's cycles:
 *
 * <pre>
 *   minimise Z    (then: minimise Σ byteHops[s,c]·x[s,c] with Z no larger)
 *   Σ_c x[s,c] = 1                                    for each set s
 *   Σ_c a[s,c]·x[s,c] ≤ A                             for each set s
 *   Σ_c r[s,c]·x[s,c] ≤ Z                             for each set s
 *   Σ_s Σ_c o[s,c,l]/linkBytes·x[s,c] + A ≤ Z − b[l]   for each link or port l with background load b[l]
 *   least ≤ Z ≤ 2    (the known schedule has 1)
 * </pre>
 *
 * <p>Z is the phase time of {@link org.nicepim.sharing.ScheduleCost}. Rows of links that cannot decide and rows that say
 * the same are left out.
 */
final class SelectionModel {
    /** Above the known schedule: a tight cap makes it hard for solvers without a start point to find any solution. */
    private static final double MOST_SHARE = 2;

    private final SharingProblem problem;
    private final List<List<Candidate>> pools;
    private final double unitCycles;
    private final double leastShare;
    private final int[] firstIds;
    private final int latencyId;
    private final int phaseId;

    /**
     * A model.
     *
     * @param problem the problem
     * @param pools candidates per set
     * @param knownCycles phase time of a known choice, above 0
     * @param leastCycles no choice has a smaller phase time
     */
    SelectionModel(SharingProblem problem, List<List<Candidate>> pools, double knownCycles, double leastCycles) {
        this.problem = problem;
        this.pools = pools;
        this.unitCycles = knownCycles;
        this.leastShare = Math.min(1, leastCycles / knownCycles) * (1 - 1e-9);
        this.firstIds = new int[pools.size()];
        int id = 0;
        for (int set = 0; set < pools.size(); set++) {
            firstIds[set] = id;
            id += pools.get(set).size();
        }
        this.latencyId = id;
        this.phaseId = id + 1;
    }

    /** Makes the phase time least. */
    MilpModel shortestPhase() {
        return model(1, 0, MOST_SHARE);
    }

    /** Makes byte·hops least without a longer phase than that choice has. */
    MilpModel fewestByteHops(int[] chosen) {
        return model(0, 1 / Math.max(1, byteHops(chosen)), phaseShare(chosen) * (1 + 1e-9));
    }

    private MilpModel model(double phaseCost, double byteHopCost, double mostShare) {
        MilpModel.Builder model = MilpModel.builder();
        for (List<Candidate> pool : pools) {
            for (Candidate candidate : pool) {
                model.binary(byteHopCost * candidate.byteHops());
            }
        }
        model.real(0, MOST_SHARE, 0);
        model.real(leastShare, Math.max(leastShare, mostShare), phaseCost);
        for (int set = 0; set < pools.size(); set++) {
            addSetRows(set, model);
        }
        addLinkRows(model);
        return model.build();
    }

    private void addSetRows(int set, MilpModel.Builder model) {
        List<Candidate> pool = pools.get(set);
        SparseRow one = new SparseRow();
        SparseRow latency = new SparseRow();
        SparseRow chain = new SparseRow();
        for (int i = 0; i < pool.size(); i++) {
            one.add(firstIds[set] + i, 1);
            latency.add(firstIds[set] + i, pool.get(i).latencyCycles() / unitCycles);
            chain.add(firstIds[set] + i, pool.get(i).chainCycles() / unitCycles);
        }
        model.row(1, 1, one.ids(), one.coefficients());
        latency.add(latencyId, -1);
        model.row(Double.NEGATIVE_INFINITY, 0, latency.ids(), latency.coefficients());
        if (chain.size() > 0) {
            chain.add(phaseId, -1);
            model.row(Double.NEGATIVE_INFINITY, 0, chain.ids(), chain.coefficients());
        }
    }

    private void addLinkRows(MilpModel.Builder model) {
        SparseRow[] rows = linkRows();
        double[] most = mostOccupancy();
        double mostLatency = pools.stream()
                .flatMap(List::stream)
                .mapToDouble(Candidate::latencyCycles)
                .max()
                .orElse(0);
        Set<LinkRow> seen = new HashSet<>();
        double unitBytes = unitCycles * problem.noc().linkBytes();
        for (int link = 0; link < rows.length; link++) {
            double mostCycles = most[link] / problem.noc().linkBytes() + mostLatency;
            double background = problem.background().bytes(link) / unitBytes;
            if (mostCycles > leastShare * unitCycles && seen.add(new LinkRow(rows[link].copy(), background))) {
                rows[link].add(latencyId, 1);
                rows[link].add(phaseId, -1);
                model.row(Double.NEGATIVE_INFINITY, -background, rows[link].ids(), rows[link].coefficients());
            }
        }
    }

    private record LinkRow(SparseRow candidates, double background) {}

    private SparseRow[] linkRows() {
        SparseRow[] rows = new SparseRow[problem.mesh().links()];
        Arrays.setAll(rows, link -> new SparseRow());
        double unitBytes = unitCycles * problem.noc().linkBytes();
        for (int set = 0; set < pools.size(); set++) {
            for (int c = 0; c < pools.get(set).size(); c++) {
                Candidate candidate = pools.get(set).get(c);
                for (int i = 0; i < candidate.linkCount(); i++) {
                    rows[candidate.link(i)].add(firstIds[set] + c, candidate.occupancy(i) / unitBytes);
                }
            }
        }
        return rows;
    }

    private double[] mostOccupancy() {
        double[] sum = new double[problem.mesh().links()];
        problem.background().addTo(sum);
        for (List<Candidate> pool : pools) {
            double[] most = new double[sum.length];
            for (Candidate candidate : pool) {
                for (int i = 0; i < candidate.linkCount(); i++) {
                    most[candidate.link(i)] = Math.max(most[candidate.link(i)], candidate.occupancy(i));
                }
            }
            LinkLoads.addScaled(most, 1, sum);
        }
        return sum;
    }

    /** A choice as values of the model's variables. */
    List<Double> point(int[] chosen) {
        Double[] values = new Double[phaseId + 1];
        Arrays.fill(values, 0.0);
        for (int set = 0; set < chosen.length; set++) {
            values[firstIds[set] + chosen[set]] = 1.0;
        }
        values[latencyId] = latencyCycles(chosen) / unitCycles;
        values[phaseId] = Math.max(leastShare, phaseShare(chosen));
        return List.of(values);
    }

    /** The choice that values of the model's variables stand for. */
    int[] chosen(List<Double> values) {
        int[] chosen = new int[pools.size()];
        for (int set = 0; set < chosen.length; set++) {
            for (int i = 1; i < pools.get(set).size(); i++) {
                if (values.get(firstIds[set] + i) > values.get(firstIds[set] + chosen[set])) {
                    chosen[set] = i;
                }
            }
        }
        return chosen;
    }

    private double latencyCycles(int[] chosen) {
        double latency = 0;
        for (int set = 0; set < chosen.length; set++) {
            latency = Math.max(latency, pools.get(set).get(chosen[set]).latencyCycles());
        }
        return latency;
    }

    private double phaseShare(int[] chosen) {
        double[] occupancy = new double[problem.mesh().links()];
        problem.background().addTo(occupancy);
        double chain = 0;
        for (int set = 0; set < chosen.length; set++) {
            Candidate candidate = pools.get(set).get(chosen[set]);
            chain = Math.max(chain, candidate.chainCycles());
            candidate.addTo(occupancy, 1);
        }
        double bandwidth = LinkLoads.max(occupancy) / problem.noc().linkBytes() + latencyCycles(chosen);
        return Math.max(bandwidth, chain) / unitCycles;
    }

    private double byteHops(int[] chosen) {
        double sum = 0;
        for (int set = 0; set < chosen.length; set++) {
            sum += pools.get(set).get(chosen[set]).byteHops();
        }
        return sum;
    }
}
