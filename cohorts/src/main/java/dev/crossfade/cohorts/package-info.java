/**
 * Who is this? Recognises a visitor and puts them into buckets and cohorts. Start at {@link
 * dev.crossfade.cohorts.Visitors} for who, at {@link dev.crossfade.cohorts.Cohorts} for which.
 * Called once a request on the event loop: no I/O, no locks, no Netty. What has to be read from
 * files is read by the package {@code sources} while a configuration is activated.
 */
@NullMarked
package dev.crossfade.cohorts;

import org.jspecify.annotations.NullMarked;
