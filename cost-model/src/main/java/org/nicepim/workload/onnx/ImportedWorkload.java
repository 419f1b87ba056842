package org.nicepim.workload.onnx;

import java.util.List;
import org.nicepim.workload.Workload;

/**
 * What an ONNX file asks of the hardware.
 *
 * @param workload its layers
 * @param unsupported nodes that were passed through at no cost: name and operator
 * @param notes what was approximated, one line per kind
 */
public record ImportedWorkload(Workload workload, List<String> unsupported, List<String> notes) {
    /** Freezes the lists. */
    public ImportedWorkload {
        unsupported = List.copyOf(unsupported);
        notes = List.copyOf(notes);
    }
}
