/**
 * What is computed: a DNN as a graph of layers with tensors on its edges.
 *
 * <p>Types: {@link org.nicepim.workload.Workload} of {@link org.nicepim.workload.Layer}s; {@link
 * org.nicepim.workload.WorkloadBuilder} makes one, {@link org.nicepim.workload.WorkloadStatistics} counts one. May depend on
 * {@code config} only.
 */
@NullMarked
package org.nicepim.workload;

import org.jspecify.annotations.NullMarked;
