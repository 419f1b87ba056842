/** Seeded generators and writers of input files that the tests of all modules share. */
@NullMarked
package org.nicepim.testkit;

import org.jspecify.annotations.NullMarked;
