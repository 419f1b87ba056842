/**
 * How few evaluations does each tuner need? Tuners are run on tables of designs that were all evaluated beforehand, so the
 * best design is known and an evaluation costs nothing.
 *
 * <p>Types: {@link org.nicepim.tuner.bench.DesignTable}, {@link org.nicepim.tuner.bench.Benchmark}, {@link
 * org.nicepim.tuner.bench.Trial}, {@link org.nicepim.tuner.bench.Score}, {@link org.nicepim.tuner.bench.Calibration}. May depend on all of this module and on {@code config} and {@code hardware} of
 * cost-model.
 */
@NullMarked
package org.nicepim.tuner.bench;

import org.jspecify.annotations.NullMarked;
