package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Inline;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.shape.Ref;
import dev.crossfade.config.value.StatusPattern;
import java.time.Duration;
import java.util.List;

/** A promise that one visitor's checkout stays on one backend until it ends. */
public record Pin(
    @Doc("What starts it: any of these.") @NotEmpty List<Match> start,
    @Doc("The units that follow it.") @NotEmpty @Ref("units") List<String> scope,
    @Doc("What completes it: any of these.") List<End> end,
    @Doc("It ends after so long without a request.") @Default("2h") @Range(min = "1m", max = "30d")
        Duration idle,
    @Doc("It ends after so long in any case.") @Default("24h") @Range(min = "1m", max = "90d")
        Duration max,
    @Doc("The signed cookie that carries it.")
        @Default("cf_pin")
        @Matches(value = Http.TOKEN, expected = "a cookie name")
        String cookie,
    @Doc("What a rollback does to open ones: finish where they are, or evict.") @Default("finish")
        OnRollback onRollback,
    @Doc("When its backend is down: hold (503 with Retry-After), or move.") @Default("hold")
        OnBackendDown onBackendDown)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (max.compareTo(idle) < 0) {
      complaints.at("max").problem("is shorter than idle (expected: at least as long)");
    }
  }

  /** What completes a pin: a request, and how it was answered. */
  public record End(
      @Inline Match match,
      @Doc("The answer's status.") @Default("2xx") List<StatusPattern> status) {}

  /** What a rollback does to open pins. */
  public enum OnRollback {
    FINISH,
    EVICT
  }

  /** What a pinned visitor gets while the backend is down. */
  public enum OnBackendDown {
    HOLD,
    MOVE
  }
}
