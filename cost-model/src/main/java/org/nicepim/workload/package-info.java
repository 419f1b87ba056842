/**
 * What is computed: a DNN as a graph of layers with tensors on its edges.
 *
 * <p>Types: {@link org.nicepim.workload.Workload}, {@link org.nicepim.workload.Layer}. May depend on {@code config} only.
 */
@NullMarked
package org.nicepim.workload;

import org.jspecify.annotations.NullMarked;
