/**
 * Who is this? Recognises a visitor and puts them into buckets. Start at {@link
 * dev.crossfade.cohorts.Identities}. Called once a request on the event loop: no I/O, no locks, no
 * Netty.
 */
@NullMarked
package dev.crossfade.cohorts;

import org.jspecify.annotations.NullMarked;
