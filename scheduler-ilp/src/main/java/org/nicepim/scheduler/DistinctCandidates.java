package org.nicepim.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.nicepim.sharing.Candidate;
import org.nicepim.sharing.SetSchedule;
import org.nicepim.sharing.SharingProblem;

/** Candidates of one set in the order in which they came, without those that use the same links alike, up to a limit. */
final class DistinctCandidates {
    private final SharingProblem problem;
    private final int limit;
    private final List<Candidate> candidates = new ArrayList<>();

    DistinctCandidates(SharingProblem problem, int limit) {
        this.problem = problem;
        this.limit = limit;
    }

    void add(SetSchedule schedule) {
        if (candidates.size() < limit) {
            Candidate candidate = Candidate.of(problem, schedule);
            if (candidates.stream().noneMatch(known -> isNoWorse(known, candidate))) {
                candidates.add(candidate);
            }
        }
    }

    List<Candidate> list() {
        return List.copyOf(candidates);
    }

    /** Same occupancy of the same links, and neither latency nor ring chain is longer. */
    private static boolean isNoWorse(Candidate known, Candidate candidate) {
        if (known.linkCount() != candidate.linkCount()
                || known.latencyCycles() > candidate.latencyCycles()
                || known.chainCycles() > candidate.chainCycles()
                || known.byteHops() > candidate.byteHops() * (1 + 1e-12)) {
            return false;
        }
        for (int i = 0; i < known.linkCount(); i++) {
            double margin = 1e-12 * candidate.occupancy(i);
            if (known.link(i) != candidate.link(i) || Math.abs(known.occupancy(i) - candidate.occupancy(i)) > margin) {
                return false;
            }
        }
        return true;
    }
}
