/**
 * The gates that ask others: Prometheus, a number in a JSON answer, and two lists that must agree.
 * Start at {@link ExternalGates}, which answers at once from what its {@link Watch}es have heard; a
 * {@link Question} is what one gate asks, and {@link Fetch} how it is asked.
 *
 * <p>Whoever is asked may be gone, slow, or lie. Nothing but an answer that was understood is ever
 * a pass or a fail, and nothing here waits on the thread of a tick.
 */
@NullMarked
package dev.crossfade.deploy.gates;

import org.jspecify.annotations.NullMarked;
