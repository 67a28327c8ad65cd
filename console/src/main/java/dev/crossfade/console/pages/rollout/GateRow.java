package dev.crossfade.console.pages.rollout;

import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.service.RolloutService.By;
import dev.crossfade.console.service.RolloutService.GateState;
import org.jspecify.annotations.Nullable;

/**
 * A gate in the table.
 *
 * @param says what it sees, without its name
 * @param interval null: it rests on no figures
 * @param chart the same over time; null: there is not enough of it
 * @param asks what it asks, in words; empty: it is there unasked
 * @param onFail what a fail does
 * @param approvable whether somebody could approve it now
 * @param approved by whom; null: by nobody, or it takes no approval
 * @param link where to see what it counts; null: nowhere
 */
public record GateRow(
    GateState gate,
    String says,
    @Nullable Interval interval,
    @Nullable Chart chart,
    String asks,
    String onFail,
    boolean approvable,
    @Nullable By approved,
    @Nullable Link link) {

  /** Somewhere else to look. */
  public record Link(String path, String text) {}

  public String id() {
    return "gate-" + gate.name();
  }

  public String legacy() {
    return gate.kind().equals("sample-ratio") ? "–" : Words.measured(gate, gate.legacy());
  }

  public String next() {
    return Words.measured(gate, gate.next());
  }
}
