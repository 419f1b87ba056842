/**
 * How far is the model from data that it was not made from?
 *
 * <p>{@link org.nicepim.validation.DramValidation}, {@link org.nicepim.validation.NocValidation} and {@link
 * org.nicepim.validation.SramValidation} read reference tables and give {@link org.nicepim.validation.ErrorRow}s. May depend on
 * everything in this module.
 */
@NullMarked
package org.nicepim.validation;

import org.jspecify.annotations.NullMarked;
