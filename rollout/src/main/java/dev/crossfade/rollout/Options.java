package dev.crossfade.rollout;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Rollout.Stage;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.Outlook.Option;
import dev.crossfade.rollout.Transition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which orders a rollout would carry out in a situation: each is decided as it would be if somebody
 * gave it now, with a reason.
 */
final class Options {
  private final Situation s;
  private final @Nullable String problem;
  private final Note by;
  private final List<Option> all = new ArrayList<>();

  private Options(Situation s, @Nullable String problem) {
    this.s = s;
    this.problem = problem;
    this.by = new Note("somebody", s.now().wall(), "a reason");
  }

  /**
   * @param problem of the journal; null: there is none
   */
  static List<Option> of(Situation s, @Nullable String problem) {
    Options options = new Options(s, problem);
    options.add(Kind.START, "", true, Transitions.start(s, options.by, false));
    options.addAdvances();
    options.add(Kind.HOLD, "", true, Transitions.hold(s, options.by));
    options.add(Kind.RESUME, "", true, Transitions.resume(s));
    options.addRollbacks();
    options.add(Kind.ABORT, "", true, Transitions.abort(s, options.by));
    options.addApprovals();
    return options.all;
  }

  private void add(Kind order, String to, boolean usual, Decision decision) {
    switch (decision) {
      case Decision.No(String reason) -> add(order, to, usual, reason, List.of());
      case Decision.Move _ ->
          add(order, to, usual, order.isSafe() ? null : journalFails(), List.of());
    }
  }

  private void add(
      Kind order, String to, boolean usual, @Nullable String refused, List<String> overrides) {
    all.add(new Option(order, to, usual, refused, overrides));
  }

  private @Nullable String journalFails() {
    return problem == null ? null : "no step is taken while the journal fails: " + problem;
  }

  /** To each stage ahead; after the last one, to the end. */
  private void addAdvances() {
    int here = s.standing().basisPoints();
    Optional<Stage> next = s.plan().next(here);
    if (next.isEmpty()) {
      addAdvance(null, true);
    }
    for (Share share : s.plan().between(here, Share.WHOLE + 1)) {
      addAdvance(share, share.equals(next.map(Stage::percent).orElse(null)));
    }
  }

  private void addAdvance(@Nullable Share share, boolean usual) {
    String to = share == null ? null : share.toString();
    String shown = to == null ? "" : to;
    Decision decision = Transitions.advance(s, by, to, false);
    if (decision instanceof Decision.No(String reason)
        && problem == null
        && Transitions.advance(s, by, to, true) instanceof Decision.Move forced) {
      add(Kind.ADVANCE, shown, usual, reason, forced.overrode());
    } else {
      add(Kind.ADVANCE, shown, usual, decision);
    }
  }

  /** To legacy alone, and to each stage behind. */
  private void addRollbacks() {
    int here = s.standing().basisPoints();
    int usual = usual(here);
    addRollback(0, usual);
    for (Share share : s.plan().between(0, here)) {
      addRollback(share.basisPoints(), usual);
    }
  }

  private void addRollback(int target, int usual) {
    String to = new Share(target).toString();
    add(Kind.ROLLBACK, to, target == usual, Transitions.rollback(s, by, to));
  }

  /** Where a rollback goes that does not say where to. */
  private int usual(int here) {
    return s.phase() != Phase.ROLLED_BACK && "previous".equals(s.plan().rollout().rollback().to())
        ? s.plan().previous(here)
        : 0;
  }

  private void addApprovals() {
    for (Gate gate : s.plan().rollout().gates()) {
      if (gate instanceof Gate.Manual) {
        add(Kind.APPROVE, gate.label(), true, Transitions.approve(s, by, gate.label()));
      }
    }
  }
}
