/**
 * How do bytes travel between nodes, and how long does it take? {@link org.nicepim.noc.Mesh}, dimension-ordered
 * {@link org.nicepim.noc.Routes}, {@link org.nicepim.noc.LinkLoads}, {@link org.nicepim.noc.PhaseTime}, and the all-gather by
 * {@link org.nicepim.noc.UnicastAllGather}. {@link org.nicepim.noc.BackgroundLoads} are what links carry for others meanwhile.
 * {@link org.nicepim.noc.LoadLatency} is for steady random traffic.
 *
 * <p>May depend on {@code workload} and {@code hardware}.
 */
@NullMarked
package org.nicepim.noc;

import org.jspecify.annotations.NullMarked;
