/**
 * How fast, how strong? Measures a gateway from outside, as any client would: {@link
 * dev.crossfade.loadtest.ClosedLoad} asks it, {@link dev.crossfade.loadtest.FaultProxy} gets
 * between it and its backends. Beside visitors there are crowds: idle, rude and talking ones. Knows
 * no other module; the benchmarks in src/jmh do, which only {@code ./crossfade bench jmh} builds.
 */
@NullMarked
package dev.crossfade.loadtest;

import org.jspecify.annotations.NullMarked;
