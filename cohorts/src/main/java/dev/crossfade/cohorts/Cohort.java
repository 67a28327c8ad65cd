package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/** A named segment of visitors, ready to be asked. On the event loop: no I/O, no locks. */
public interface Cohort {
  String name();

  boolean holds(Visitor visitor);

  /** What a visitor must have to be worth asking about; null: whoever asks must ask. */
  default @Nullable Clue clue() {
    return null;
  }
}
