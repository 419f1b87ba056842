package org.nicepim.jobs.cli;

import java.util.List;
import java.util.Locale;
import org.nicepim.hardware.LogicSpec;
import org.nicepim.hardware.Technology;

/**
 * What NicePIM's paper publishes, and what is different here. Of the paper only the abstract is compared: the figures of its tables depend on
 * networks, chips and constants that the abstract does not give.
 */
final class PaperComparison {
    /** Where the figures stand. */
    static final String SOURCE =
            "NicePIM, arXiv 2305.19041, abstract: latency and energy cost reduced by 37% and 28% on average compared to the"
                    + " baseline method";

    /** Mean of 1 − latency over the baseline's. */
    static final double LATENCY_REDUCTION = 0.37;
    /** Mean of 1 − energy over the baseline's. */
    static final double ENERGY_REDUCTION = 0.28;

    private static final double GIB = 0x1p30;

    private PaperComparison() {}

    /**
     * One difference.
     *
     * @param what is different
     * @param paper what its abstract says of it
     * @param here what this program does
     */
    record Difference(String what, String paper, String here) {}

    /**
     * All that we know of.
     *
     * @param networks mapped here
     * @param chips mapped on here
     * @param technology of the chips
     */
    static List<Difference> differences(List<String> networks, List<String> chips, Technology technology) {
        LogicSpec logic = technology.logic();
        return List.of(
                new Difference(
                        "baseline",
                        "“the baseline method”",
                        "TETRIS's way with one copy of the weights: layers one after another on all nodes, hybrid partition"
                                + " over N, P, Q, K, maps in CHW, shared data by shortest-path unicast. baseline-replicated"
                                + " has as many copies of all weights as the DRAM holds. Both are searched as hard as the"
                                + " other steps"),
                new Difference(
                        "networks",
                        "not in the abstract",
                        networks.size() + " networks at batch 1: " + String.join(", ", networks)),
                new Difference(
                        "hardware",
                        "configurations that its tuner optimised; sizes not in the abstract",
                        "fixed chips: " + String.join(", ", chips)
                                + ", in whose choice no mapping had a part; the exploration is a part of its own"),
                new Difference(
                        "technology",
                        "3D-stacked DRAM; constants not in the abstract",
                        String.format(
                                Locale.ROOT,
                                "“%s”: %d nm logic at %.0f MHz with words of %d bits under %.1f GiB of DRAM; every constant names its"
                                        + " source in conf/technology and conf/dram, and some are estimates",
                                technology.name(),
                                logic.processNm(),
                                logic.clockMhz(),
                                logic.wordBits(),
                                technology.dram().organization().channels()
                                        * (double)
                                                technology.dram().organization().channelBytes()
                                        / GIB)),
                new Difference(
                        "area model",
                        "a network classifies which architectures comply; its data are not in the abstract",
                        String.format(
                                Locale.ROOT,
                                "closed form: SRAM macros fitted to CACTI 7, constants per PE, router, channel controller;"
                                        + " limit %.0f mm²; the tuner's classifier learns it",
                                logic.areaLimitMm2())),
                new Difference(
                        "objective",
                        "not in the abstract",
                        "energy × delay for every step, baselines included; latency and energy are of the same mapping"),
                new Difference(
                        "prices",
                        "the authors' own model",
                        "this program's closed form, held against simulators that others wrote ('nicepim validate')"),
                new Difference(
                        "mean",
                        "“on average”",
                        "arithmetic mean of 1 − ratio over all networks on all chips; infeasible cases are left out and"
                                + " counted"));
    }
}
