package org.nicepim.mapping;

import java.util.List;
import org.nicepim.workload.Dim;

/**
 * Order of the DRAM-level loops over tiles, outermost first. G stands outermost, since it indexes all operands. The
 * loops over N, P and Q index ifmaps and ofmaps alike, so they stay together: what a permutation changes is which
 * operand stays put while the innermost loops run.
 */
public enum LoopOrder {
    /** Ofmaps stay while C runs, ifmaps are fetched again for each K. */
    G_NPQ_K_C(List.of(Dim.G, Dim.N, Dim.P, Dim.Q, Dim.K, Dim.C)),
    /** Ifmaps stay while K runs, psums travel for each C. */
    G_NPQ_C_K(List.of(Dim.G, Dim.N, Dim.P, Dim.Q, Dim.C, Dim.K)),
    /** Ofmaps stay while C runs, weights are fetched again for each position. */
    G_K_NPQ_C(List.of(Dim.G, Dim.K, Dim.N, Dim.P, Dim.Q, Dim.C)),
    /** Weights stay while positions run, psums travel for each C. */
    G_K_C_NPQ(List.of(Dim.G, Dim.K, Dim.C, Dim.N, Dim.P, Dim.Q)),
    /** Ifmaps stay while K runs, psums travel for each C, weights come again for each position. */
    G_C_NPQ_K(List.of(Dim.G, Dim.C, Dim.N, Dim.P, Dim.Q, Dim.K)),
    /** Weights stay while positions run, psums travel for each C. */
    G_C_K_NPQ(List.of(Dim.G, Dim.C, Dim.K, Dim.N, Dim.P, Dim.Q));

    private final List<Dim> dims;

    LoopOrder(List<Dim> dims) {
        this.dims = dims;
    }

    /** The dims, outermost first. */
    public List<Dim> dims() {
        return dims;
    }
}
