/**
 * What does a person type, and what is printed? One class per command.
 *
 * <p>Start: {@link org.nicepim.jobs.cli.Main}.
 */
@NullMarked
package org.nicepim.jobs.cli;

import org.jspecify.annotations.NullMarked;
