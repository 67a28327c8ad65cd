/**
 * The pages about the configuration: what is active, what was, what would be. Start at {@link
 * dev.crossfade.console.pages.config.ConfigPages}.
 */
@NullMarked
package dev.crossfade.console.pages.config;

import org.jspecify.annotations.NullMarked;
