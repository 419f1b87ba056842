/**
 * Reads configuration files strictly: where does a wrong value stand, and what is the rule?
 *
 * <p>Types: {@link org.nicepim.config.YamlNode} reads what a {@link org.nicepim.config.Section} declares, {@link
 * org.nicepim.config.ConfigException} says what is wrong. Depends on nothing of ours.
 */
@NullMarked
package org.nicepim.config;

import org.jspecify.annotations.NullMarked;
