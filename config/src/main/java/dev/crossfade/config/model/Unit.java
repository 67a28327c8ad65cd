package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Ref;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the shop that moves as one. */
public record Unit(
    @Doc("Its name, in metrics, commands and logs.")
        @Matches(
            value = "[A-Za-z][A-Za-z0-9_-]{0,63}",
            expected = "a name of letters, digits, - and _ that starts with a letter")
        String name,
    @Doc("Which requests are its own: any of these.") @NotEmpty List<Match> match,
    @Doc("The backend of all its requests; instead of exposure and rollout.") @Ref("backends")
        @Nullable String send,
    @Doc("Whom next serves: by rule, then by a fixed share.") Exposure exposure,
    @Doc("The plan by which its exposure grows.") @Nullable Rollout rollout,
    @Doc("The pin that its requests take part in.") @Ref("pins") @Nullable String pin,
    @Doc("When the other storefront is asked before the visitor gets a bad answer.")
        @Nullable Fallback fallback,
    @Doc("Copies of requests for the other storefront, whose answers are compared.")
        @Nullable Mirror mirror,
    @Doc("What next must keep right, or the template goes back to legacy until it does.")
        List<Guard> guard)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (send != null && (exposure.isWritten() || rollout != null)) {
      complaints
          .at("send")
          .problem("leaves nothing to decide (expected: send, or exposure and rollout)");
    }
    if (exposure.percent() != null && rollout != null) {
      complaints
          .at("exposure")
          .at("percent")
          .problem("the rollout sets it (expected: exposure.percent or rollout)");
    }
    if (send == null && !exposure.isWritten() && rollout == null) {
      complaints.warning("legacy serves all of it: it has no send, exposure or rollout");
    }
    if (mirror != null && pin != null) {
      complaints
          .at("mirror")
          .problem("a pinned unit is never asked twice (expected: mirror or pin)");
    }
  }

  /** What is watched on next. */
  public enum Guard {
    NOINDEX,
    CANONICAL,
    STATUS
  }
}
