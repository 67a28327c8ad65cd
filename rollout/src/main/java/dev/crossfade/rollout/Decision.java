package dev.crossfade.rollout;

import dev.crossfade.rollout.Transition.Kind;
import java.util.List;

/** What the state machine says to an order. */
sealed interface Decision {

  /** It may move. */
  record Move(Kind kind, Standing to, List<String> overrode) implements Decision {
    public Move {
      overrode = List.copyOf(overrode);
    }

    public Move(Kind kind, Standing to) {
      this(kind, to, List.of());
    }
  }

  /** It may not; the reason is for whoever gave the order. */
  record No(String reason) implements Decision {}
}
