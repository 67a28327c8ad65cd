package dev.crossfade.rollout.journal;

import org.jspecify.annotations.Nullable;

/** A line of the log is not what was once written; the message says what was found instead. */
final class DamagedLine extends Exception {
  DamagedLine(String found) {
    super(found);
  }

  DamagedLine(String found, @Nullable Throwable cause) {
    super(found, cause);
  }
}
