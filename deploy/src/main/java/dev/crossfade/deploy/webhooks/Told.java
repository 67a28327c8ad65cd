package dev.crossfade.deploy.webhooks;

import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.time.Instant;

/**
 * A verdict that is worth telling.
 *
 * @param before what was told of the gate last; hold, if nothing was
 */
record Told(String unit, Verdict verdict, Says before, Instant at) {}
