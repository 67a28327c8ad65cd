package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Config;
import dev.crossfade.routing.Availability;
import dev.crossfade.routing.Decider;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A draft that keeps what the data plane makes of it, so that others can ask what requests are
 * decided by. Thread-safe.
 */
final class KeptDraft implements Decider.Draft {
  private final Config config;
  private final Decider.Draft draft;
  private volatile @Nullable InUse made;

  KeptDraft(Config config, Decider.Draft draft) {
    this.config = config;
    this.draft = draft;
  }

  /** A configuration, what decides by it, and which backends it takes for able to answer. */
  record InUse(Config config, Decider decider, Availability up) {}

  @Override
  public Decider with(Availability up) {
    InUse now = new InUse(config, draft.with(up), up);
    made = now;
    return now.decider;
  }

  /** Empty: the data plane has not taken it. */
  Optional<InUse> inUse() {
    return Optional.ofNullable(made);
  }
}
