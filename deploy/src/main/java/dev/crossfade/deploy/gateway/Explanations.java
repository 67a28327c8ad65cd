package dev.crossfade.deploy.gateway;

import dev.crossfade.config.Marks;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.Snapshot;
import dev.crossfade.console.service.ExplainService;
import dev.crossfade.deploy.explain.Explainer;
import java.util.Optional;

/** Explains decisions of the running gateway: with its exposures, its health, what it remembers. */
final class Explanations implements ExplainService {
  private final Reloader reloader;
  private final Deciders deciders;

  Explanations(Reloader reloader, Deciders deciders) {
    this.reloader = reloader;
    this.deciders = deciders;
  }

  @Override
  public Answer explain(Question question) {
    Optional<KeptDraft.InUse> inUse = deciders.inUse();
    Optional<Snapshot> snapshot = reloader.active();
    if (inUse.isEmpty() || snapshot.isEmpty()) {
      return new Unclear("", "no configuration is active yet (expected: a gateway that is ready)");
    }
    KeptDraft.InUse now = inUse.get();
    return new Explainer(
            now.config(),
            marks(snapshot.get(), now),
            snapshot.get().source(),
            now.decider(),
            deciders.live().with(now.up()))
        .explain(question, System.currentTimeMillis());
  }

  /** A reload may have come in between; then nobody knows the lines of what decides. */
  @SuppressWarnings("ReferenceEquality") // an equal one may be written otherwise
  private static Marks marks(Snapshot snapshot, KeptDraft.InUse now) {
    return snapshot.config() == now.config() ? snapshot.marks() : Marks.of("");
  }
}
