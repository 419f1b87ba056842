/** How fast are the inner loops of the search? */
@NullMarked
package org.nicepim.mapper.bench;

import org.jspecify.annotations.NullMarked;
