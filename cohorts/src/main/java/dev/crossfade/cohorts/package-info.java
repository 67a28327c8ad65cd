/**
 * Who is this? Recognises a visitor and puts them into buckets and cohorts. Start at {@link
 * dev.crossfade.cohorts.Visitors}. Called once a request on the event loop: no I/O, no locks, no
 * Netty.
 */
@NullMarked
package dev.crossfade.cohorts;

import org.jspecify.annotations.NullMarked;
