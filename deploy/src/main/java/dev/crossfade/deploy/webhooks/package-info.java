/**
 * Tells others what became of a rollout. Start at {@link Webhooks}; a {@link Message} is what is
 * said, a {@link Receiver} to whom, in order and until it is taken or an hour has passed.
 *
 * <p>Telling is nobody's turn to wait: a move puts a message into a queue and goes on, and a
 * receiver that is gone or slow harms none of the others.
 */
@NullMarked
package dev.crossfade.deploy.webhooks;

import org.jspecify.annotations.NullMarked;
