/**
 * From bytes to a tree that remembers where everything stood. Start at {@link
 * dev.crossfade.config.yaml.YamlReader}. Bounded in size, depth and expansion, because the bytes
 * may be anything.
 */
@NullMarked
package dev.crossfade.config.yaml;

import org.jspecify.annotations.NullMarked;
