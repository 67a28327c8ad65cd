/**
 * The mathematics of the gates: is {@code next} worse than its control, and by how much at least or
 * at most? Start at {@link Shares}, for errors among answers, and {@link Quantiles}, for latencies;
 * {@link Tilts} is the one martingale that both are made of.
 *
 * <p>Everything here may be asked after every request without being wrong more often for it. Pure:
 * no clock, no I/O, no randomness; what is counted here is written by one thread ({@link
 * LatencySketch}) or by any ({@link VisitorSample}, {@link Bursts}) and read as immutable copies.
 */
@NullMarked
package dev.crossfade.rollout.statistics;

import org.jspecify.annotations.NullMarked;
