/**
 * Which choices are legal? Partitions of a layer and tile sizes of a share, without any price.
 */
@NullMarked
package org.nicepim.mapper.mapspace;

import org.jspecify.annotations.NullMarked;
