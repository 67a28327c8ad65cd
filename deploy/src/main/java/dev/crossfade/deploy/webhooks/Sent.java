package dev.crossfade.deploy.webhooks;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
sealed interface Sent {
  /** The receiver has it. */
  record Taken() implements Sent {}

  /** The receiver does not want it, now or ever. */
  record Refused(String reason) implements Sent {}

  /**
   * It may go better later.
   *
   * @param after what the receiver asked to wait; null: it did not
   */
  record Failed(String reason, @Nullable Duration after) implements Sent {}
}
