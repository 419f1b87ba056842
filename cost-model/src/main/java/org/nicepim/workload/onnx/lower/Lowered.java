package org.nicepim.workload.onnx.lower;

import java.util.List;
import org.nicepim.workload.Workload;

/**
 * Layers of a graph.
 *
 * @param workload the layers
 * @param notes what was approximated, one line per kind
 */
public record Lowered(Workload workload, List<String> notes) {
    /** Freezes the list. */
    public Lowered {
        notes = List.copyOf(notes);
    }
}
