/**
 * What visitors meet with, counted by unit and arm, and brought before the gates. Start at {@link
 * Signals}, which the data plane tells; {@link EvidenceBoard} asks it, stage by stage. Where
 * gateways are many, {@link StageCounts} is what one of them adds, and {@link JointBoard} asks by
 * what all of them did.
 *
 * <p>Telling neither waits nor allocates; counters only ever grow, and whoever looks subtracts.
 */
@NullMarked
package dev.crossfade.rollout.signals;

import org.jspecify.annotations.NullMarked;
