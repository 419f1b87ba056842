package org.nicepim.jobs.run;

import java.util.List;
import org.nicepim.workload.Workload;

/**
 * What a request stands for.
 *
 * @param request as a person named it
 * @param workload the workload, under the name that results call it by
 * @param source publication, or path of the file
 * @param unsupported operators of an ONNX file that tensors pass at no cost
 * @param notes what an importer took for granted
 */
public record ResolvedWorkload(
        WorkloadRequest request, Workload workload, String source, List<String> unsupported, List<String> notes) {
    /** Copies the lists. */
    public ResolvedWorkload {
        unsupported = List.copyOf(unsupported);
        notes = List.copyOf(notes);
    }

    /** The same under another name. */
    ResolvedWorkload named(String name) {
        return new ResolvedWorkload(request, workload.named(name), source, unsupported, notes);
    }
}
