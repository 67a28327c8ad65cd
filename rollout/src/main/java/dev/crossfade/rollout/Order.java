package dev.crossfade.rollout;

import dev.crossfade.config.model.Gate.OnFail;
import dev.crossfade.config.model.Rollout.Advance;
import dev.crossfade.config.value.Share;
import dev.crossfade.rollout.gates.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What somebody wants of a rollout. It is decided on where the rollout stands, and decided again if
 * another writer came first.
 *
 * @param kind what is wanted; an advance may turn out to complete it
 * @param condition what the version of the rollout must be like
 */
record Order(
    Transition.Kind kind, String actor, String reason, Rule rule, Predicate<String> condition) {
  /** Longer reasons are cut: an entry that is too large to be written would never be durable. */
  private static final int MAX_REASON = 2_000;

  Order {
    if (actor.isBlank()) {
      throw new IllegalArgumentException("actor: \"" + actor + "\" (expected: who it is)");
    }
    if (reason.length() > MAX_REASON) {
      reason = reason.substring(0, MAX_REASON) + "…";
    }
  }

  /** On whatever there is. */
  Order(Transition.Kind kind, String actor, String reason, Rule rule) {
    this(kind, actor, reason, rule, _ -> true);
  }

  /** The same on a certain version. */
  Order onlyIf(Predicate<String> version) {
    return new Order(kind, actor, reason, rule, version);
  }

  /** How an order is decided. */
  @FunctionalInterface
  interface Rule {
    Decision decide(Situation situation, Note by);
  }

  Decision decide(Situation situation) {
    return rule.decide(situation, new Note(actor, situation.now().wall(), reason));
  }

  /** The order that a safe step came of, on wherever the rollout stands. */
  static Order again(Step step) {
    Rule rule =
        switch (step.kind()) {
          case HOLD ->
              step.to().failed().isEmpty()
                  ? Transitions::hold
                  : (s, by) -> Transitions.holdFailed(s, by, step.to().failed());
          case ROLLBACK -> {
            String to = new Share(step.to().basisPoints()).toString();
            yield (s, by) -> Transitions.rollback(s, by, to);
          }
          case ABORT -> Transitions::abort;
          case START, ADVANCE, COMPLETE, RESUME, APPROVE ->
              throw new IllegalArgumentException(
                  "kind: " + step.kind().text() + " (expected: hold, rollback or abort)");
        };
    return new Order(step.kind(), step.note().actor(), step.note().reason(), rule);
  }

  /** What the rollout does by itself in a situation: at most one thing. */
  static Optional<Order> byItself(Situation s) {
    if (!s.standing().isWatched()) {
      return Optional.empty();
    }
    List<Verdict> fatal = s.failing(OnFail.ROLLBACK);
    if (!fatal.isEmpty()) {
      return Optional.of(rollback(fatal.getFirst()));
    }
    List<Verdict> holding = s.failing(OnFail.HOLD);
    if (!holding.isEmpty() && s.phase() != Phase.ROLLED_BACK) {
      return Optional.of(hold(holding));
    }
    boolean advances =
        s.phase() == Phase.RUNNING
            && s.plan().rollout().advance() == Advance.AUTO
            && s.obstacles().isEmpty();
    return advances ? Optional.of(advance(s)) : Optional.empty();
  }

  private static Order rollback(Verdict verdict) {
    return new Order(
        Transition.Kind.ROLLBACK,
        "gate:" + verdict.gate(),
        verdict.sentence(),
        (s, by) -> Transitions.rollback(s, by, null));
  }

  private static Order hold(List<Verdict> failed) {
    Map<String, String> sentences =
        failed.stream()
            .collect(
                Collectors.toMap(Verdict::gate, Verdict::sentence, (one, _) -> one, TreeMap::new));
    return new Order(
        Transition.Kind.HOLD,
        "gate:" + failed.getFirst().gate(),
        failed.stream().map(Verdict::sentence).collect(Collectors.joining("; ")),
        (s, by) -> Transitions.holdFailed(s, by, sentences));
  }

  private static Order advance(Situation s) {
    String gates =
        s.verdicts().isEmpty()
            ? ""
            : ", gates pass: "
                + s.verdicts().stream().map(Verdict::gate).collect(Collectors.joining(", "));
    return new Order(
        Transition.Kind.ADVANCE,
        Rollouts.SCHEDULE,
        "hold at " + s.exposure() + " over" + gates,
        (now, by) -> Transitions.advance(now, by, null, false));
  }
}
