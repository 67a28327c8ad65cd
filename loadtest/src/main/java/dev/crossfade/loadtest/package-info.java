/**
 * How fast, how strong? Measures a gateway from outside, as any client would. Start at {@link
 * dev.crossfade.loadtest.ClosedLoad}. Knows no other module.
 */
@NullMarked
package dev.crossfade.loadtest;

import org.jspecify.annotations.NullMarked;
