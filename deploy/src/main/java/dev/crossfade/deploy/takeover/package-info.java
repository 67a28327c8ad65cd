/**
 * An upgrade: how does a new process get the sockets of a running one? Start at {@link
 * dev.crossfade.deploy.takeover.Handover} for the one that leaves, at {@link
 * dev.crossfade.deploy.takeover.Predecessor} for the one that comes.
 *
 * <p>Knows what the two say to each other and who may say it; must not know what a gateway is made
 * of. Who the gateway is, is not decided by what is said but by the lock of {@code state.dir}
 * (docs/decisions/0008).
 */
@NullMarked
package dev.crossfade.deploy.takeover;

import org.jspecify.annotations.NullMarked;
