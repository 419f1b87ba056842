/**
 * Which legal choice is best? Searches over a mapspace under an objective.
 */
@NullMarked
package org.nicepim.mapper.search;

import org.jspecify.annotations.NullMarked;
