package org.nicepim.jobs.sweep;

import java.util.List;
import org.nicepim.hardware.Technology;

/**
 * What a sweep will do. Areas are reckoned before anything is mapped.
 *
 * @param designs how many
 * @param rows of all designs
 * @param rowsToMap of designs within the area limit
 * @param buildable designs with a technology in which they are within the area limit and their nodes divide the DRAM channels
 * @param batches the files to come
 */
public record SweepPlan(int designs, int rows, int rowsToMap, int buildable, List<SweepBatch> batches) {
    /** Copies the list. */
    public SweepPlan {
        batches = List.copyOf(batches);
    }

    /**
     * The plan of a sweep.
     *
     * @param rowsPerFile rows of a batch
     */
    public static SweepPlan of(SweepContext context, int rowsPerFile) {
        int designs = (int) context.designs().size();
        int rowsEach = context.rowsPerDesign() / context.technologies().size();
        int toMap = 0;
        int buildable = 0;
        for (int design = 0; design < designs; design++) {
            boolean some = false;
            for (Technology technology : context.technologies()) {
                boolean within = context.withinArea(design, technology);
                toMap += within ? rowsEach : 0;
                some |= within && context.hardware(design, technology).dividesChannels();
            }
            buildable += some ? 1 : 0;
        }
        return new SweepPlan(designs, context.rows(), toMap, buildable, SweepBatch.cut(context.rows(), rowsPerFile));
    }
}
