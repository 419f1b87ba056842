package org.nicepim.mapper.search;

import java.util.List;
import org.nicepim.mapping.Partition;
import org.nicepim.workload.LayerDims;

/**
 * What the busiest node has of a layer.
 *
 * @param dims of it
 * @param placements partitions that differ only in where parts lie; at least one
 * @param bound of all loop nests
 */
record Share(LayerDims dims, List<Partition> placements, ShareBound bound) {
    /** One of the placements, for all that is the same for all of them. */
    Partition partition() {
        return placements.get(0);
    }
}
