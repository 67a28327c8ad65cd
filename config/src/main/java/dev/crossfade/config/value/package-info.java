/**
 * What a single value of the configuration can be: shares, sizes, durations, addresses, windows of
 * time. Each record reads itself from its text ({@code parse}) and prints itself the same way.
 */
@NullMarked
package dev.crossfade.config.value;

import org.jspecify.annotations.NullMarked;
