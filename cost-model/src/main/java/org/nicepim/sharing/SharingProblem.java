package org.nicepim.sharing;

import java.util.List;
import org.nicepim.hardware.NocSpec;
import org.nicepim.noc.BackgroundLoads;
import org.nicepim.noc.Mesh;

/**
 * All sharing sets of one region that run at the same time.
 *
 * @param mesh the region's mesh
 * @param noc link width and latencies
 * @param sets the sets; may be empty
 * @param background what the region's links carry besides, such as flows of parallel branches
 */
public record SharingProblem(Mesh mesh, NocSpec noc, List<SharingSet> sets, BackgroundLoads background) {
    /** Checks that all members lie in the mesh, and that the background loads are this mesh's. */
    public SharingProblem {
        sets = List.copyOf(sets);
        for (SharingSet set : sets) {
            int last = set.members().get(set.members().size() - 1);
            if (last >= mesh.nodes()) {
                throw new IllegalArgumentException(
                        "node " + last + " lies outside the " + mesh.rows() + "x" + mesh.cols() + " region");
            }
        }
        if (!background.fits(mesh)) {
            throw new IllegalArgumentException("background loads need one value per link id of the " + mesh.rows() + "x"
                    + mesh.cols() + " region: " + mesh.links());
        }
    }

    /** A problem on links that carry nothing else. */
    public SharingProblem(Mesh mesh, NocSpec noc, List<SharingSet> sets) {
        this(mesh, noc, sets, BackgroundLoads.NONE);
    }
}
