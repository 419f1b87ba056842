package org.nicepim.results;

/**
 * One layer of one design on one workload.
 *
 * @param designId the design's number in the run
 * @param workload which workload
 * @param layer name of the layer
 * @param type what it computes
 * @param choice how it runs
 * @param figures what it costs
 * @param schedule how its shared data travels
 */
public record LayerRow(
        int designId, String workload, String layer, String type, Choice choice, Figures figures, Schedule schedule) {
    /**
     * How the layer runs.
     *
     * @param region row, column, rows, columns, such as {@code 0,0,4x4}
     * @param partition parts per dim, such as {@code K4 P4}
     * @param weightCopies copies of each weight
     * @param ifmapLayout order of the input in DRAM
     * @param ofmapLayout order of the output in DRAM
     * @param tile extents of a tile, such as {@code N1 G1 K32 C16 P14 Q14}
     * @param loopOrder of the loops over tiles, outermost first
     * @param dataflow of the PE array
     */
    public record Choice(
            String region,
            String partition,
            int weightCopies,
            String ifmapLayout,
            String ofmapLayout,
            String tile,
            String loopOrder,
            String dataflow) {}

    /**
     * What the layer costs.
     *
     * @param macs multiply-accumulates
     * @param latencyCycles redistribution included
     * @param computeCycles of the PE arrays and the buffer ports that feed them
     * @param dramCycles of the DRAM channels
     * @param nocCycles of sharing
     * @param redistributionCycles of moving inputs into place
     * @param boundBy what takes longest
     * @param energyPj total
     * @param dramBytes moved
     * @param dramActivations rows opened
     */
    public record Figures(
            long macs,
            double latencyCycles,
            double computeCycles,
            double dramCycles,
            double nocCycles,
            double redistributionCycles,
            String boundBy,
            double energyPj,
            double dramBytes,
            double dramActivations) {}

    /**
     * How the shared data travels.
     *
     * @param sharingSets number of sets; 0 if nothing is shared
     * @param scheduler who made the schedule; {@code none} if nothing is shared
     * @param scheduleStatus how it was found
     * @param maxLinkLoadBytes on the busiest link or port in one gather: an average tile of each shared operand
     * @param scheduleGap above the lower bound, as a share
     */
    public record Schedule(
            int sharingSets, String scheduler, String scheduleStatus, double maxLinkLoadBytes, double scheduleGap) {}
}
