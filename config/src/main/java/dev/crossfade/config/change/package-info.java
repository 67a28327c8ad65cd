/**
 * What is another than before? Compares two configurations key by key. Start at {@link
 * dev.crossfade.config.change.Changes}. Knows what is written, not what comes of it.
 */
@NullMarked
package dev.crossfade.config.change;

import org.jspecify.annotations.NullMarked;
