package dev.crossfade.config.model;

import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Ref;
import dev.crossfade.config.value.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom next serves. Rules come first and are in neither arm; the share decides for the others. */
public record Exposure(
    @Doc("A fixed share of the visitors, set by hand.") @Nullable Share percent,
    @Doc("Cohorts that are sent somewhere; the first that holds wins.") List<Rule> rules) {

  public Exposure {
    rules = List.copyOf(rules);
  }

  boolean isWritten() {
    return percent != null || !rules.isEmpty();
  }

  /** Sends a cohort to a backend. */
  public record Rule(
      @Doc("Who.") @Ref("cohorts") String cohort, @Doc("Where.") @Ref("backends") String send) {}
}
