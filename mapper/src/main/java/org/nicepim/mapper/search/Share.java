package org.nicepim.mapper.search;

import org.nicepim.mapping.Partition;
import org.nicepim.workload.LayerDims;

/** What the busiest node has of a layer, wherever its parts lie. Shares are equal only to themselves: there is one for equal parts. */
final class Share {
    private final LayerDims dims;
    private final Partition partition;
    private final ShareBound bound;

    /**
     * A share.
     *
     * @param dims of it
     * @param partition one that has it, for all that is the same for all of them
     * @param bound of all loop nests
     */
    Share(LayerDims dims, Partition partition, ShareBound bound) {
        this.dims = dims;
        this.partition = partition;
        this.bound = bound;
    }

    LayerDims dims() {
        return dims;
    }

    Partition partition() {
        return partition;
    }

    ShareBound bound() {
        return bound;
    }
}
