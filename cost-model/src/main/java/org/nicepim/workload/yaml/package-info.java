/**
 * How is a workload written down by hand, and read strictly?
 *
 * <p>Types: {@link org.nicepim.workload.yaml.WorkloadReader}, {@link org.nicepim.workload.yaml.WorkloadWriter}. What a file leaves
 * out is worked out in one place, {@code LayerDraft}, which the writer asks too. May depend on {@code workload} and {@code
 * config} only.
 */
@NullMarked
package org.nicepim.workload.yaml;

import org.jspecify.annotations.NullMarked;
