/**
 * What does a run's folder show, as one HTML file? From rows and mappings to figures, from figures to a page.
 *
 * <p>Types: {@link org.nicepim.jobs.report.RunModel} for explorations and sweeps, {@link org.nicepim.jobs.report.MapModel}
 * for one mapping, {@link org.nicepim.jobs.report.Page} for the file. What is counted or computed is computed here, so that
 * tests see it; the page's script only draws. May depend on {@code run}, {@code sweep} and what is below.
 */
@NullMarked
package org.nicepim.jobs.report;

import org.jspecify.annotations.NullMarked;
