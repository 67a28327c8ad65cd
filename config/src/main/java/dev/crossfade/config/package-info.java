/**
 * What did the operator ask for? Reads {@code crossfade.yaml} into records, reports every problem
 * with file, line and column, and brings changes of it to whoever runs by it.
 *
 * <p>Start at {@link dev.crossfade.config.ConfigLoader} (one file, once) and {@link
 * dev.crossfade.config.Reloader} (a running gateway). The keys themselves are in {@code model}; how
 * they are read, described and explained is in {@code shape}. Knows YAML; must not know Netty,
 * Vert.x or any other module.
 */
@NullMarked
package dev.crossfade.config;

import org.jspecify.annotations.NullMarked;
