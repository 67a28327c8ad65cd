/**
 * Remembers what happened: the durable, ordered record of rollout states, operator actions and
 * config versions. Start at {@link Journal}; {@link FileJournal} keeps it in {@code state.dir}, and
 * {@link ConfigVersions} is the view that config reload has of it.
 *
 * <p>Appending waits for the disk, so it belongs on a virtual thread and never on an event loop.
 * What was acknowledged survives {@code kill -9} and power loss; {@link LogFile} says how.
 */
@NullMarked
package dev.crossfade.rollout.journal;

import org.jspecify.annotations.NullMarked;
