/**
 * Who else is there, and what do we share? Gateways of one shop share an etcd: {@link FleetJournal}
 * is the journal that all of them append to and read, {@link Membership} tells who is there and who
 * leads, {@link FleetKeys} has the secret that all sign with.
 *
 * <p>A gateway that loses the store serves on by what it last knew, takes no new stage, and says
 * so. Nothing here is asked on an event loop.
 */
@NullMarked
package dev.crossfade.fleet;

import org.jspecify.annotations.NullMarked;
