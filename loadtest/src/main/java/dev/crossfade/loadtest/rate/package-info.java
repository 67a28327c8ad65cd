/**
 * Load at a rate that does not wait for answers, with the latency that visitors would have seen.
 * Start at {@link dev.crossfade.loadtest.rate.RateLoad}. One event loop does everything: state
 * needs no lock, and a second core stays for whoever is measured.
 */
@NullMarked
package dev.crossfade.loadtest.rate;

import org.jspecify.annotations.NullMarked;
