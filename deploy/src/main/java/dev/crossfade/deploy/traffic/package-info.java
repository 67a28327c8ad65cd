/**
 * What visitors were answered over time, by storefront, unit and arm, and how each endpoint does at
 * the moment. Start at {@link dev.crossfade.deploy.traffic.TrafficDesk}.
 *
 * <p>Requests are counted by {@link dev.crossfade.deploy.traffic.TrafficCounts} on the event loops,
 * each for itself; everything else is a look at those counters every five seconds, from a thread of
 * its own. Memory only: a restart begins anew, and says so.
 */
@NullMarked
package dev.crossfade.deploy.traffic;

import org.jspecify.annotations.NullMarked;
