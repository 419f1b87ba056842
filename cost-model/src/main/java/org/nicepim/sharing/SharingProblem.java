package org.nicepim.sharing;

import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.Mesh;

/**
 * All sharing sets of one region that run at the same time.
 *
 * @param mesh the region's mesh
 * @param noc link width and latencies
 * @param sets the sets; may be empty
 */
public record SharingProblem(Mesh mesh, NocSpec noc, List<SharingSet> sets) {
    /** Checks that all members lie in the mesh. */
    public SharingProblem {
        sets = List.copyOf(sets);
        for (SharingSet set : sets) {
            int last = set.members().get(set.members().size() - 1);
            if (last >= mesh.nodes()) {
                throw new IllegalArgumentException(
                        "node " + last + " lies outside the " + mesh.rows() + "x" + mesh.cols() + " region");
            }
        }
    }
}
