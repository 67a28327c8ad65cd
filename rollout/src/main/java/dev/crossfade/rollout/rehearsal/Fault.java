package dev.crossfade.rollout.rehearsal;

import dev.crossfade.config.model.Gate;

/** What goes wrong on next, all at once and for good. */
public enum Fault {
  /** Nothing: whoever raises an alarm is wrong. */
  NONE("none", "nothing goes wrong", Behaviour.HEALTHY, ""),
  /** Ten times as many answers are errors. */
  ERRORS(
      "errors",
      "errors rise from 0.5 % to 5 %",
      new Behaviour(0.05, 1, Behaviour.LOST, 0.05, Behaviour.FINDINGS, false),
      "no gate watches errors: add - errors: { tolerance: 0.5pp }"),
  /** Every answer takes longer. */
  SLOW(
      "slow",
      "answers take 60 % longer",
      new Behaviour(
          Behaviour.ERRORS, 1.6, Behaviour.LOST, Behaviour.CRAWLED, Behaviour.FINDINGS, false),
      "no gate watches latency: add - latency: { quantile: p95, tolerance: 10% }"),
  /** Sessions are replaced without a word. */
  SESSIONS(
      "sessions",
      "2 % of requests with a session lose it",
      new Behaviour(Behaviour.ERRORS, 1, 0.02, Behaviour.CRAWLED, Behaviour.FINDINGS, false),
      "no gate watches sessions: add - session: { cookie: NAME, tolerance: 0.1pp }"),
  /** Pages say other things to search engines. */
  PARITY(
      "parity",
      "5 % of pages have a critical finding",
      new Behaviour(Behaviour.ERRORS, 1, Behaviour.LOST, Behaviour.CRAWLED, 0.05, false),
      "no gate watches parity: add - parity: { severity: critical, maxShare: 0.5% }"),
  /** Nothing is answered. */
  DOWN(
      "down",
      "every answer is an error",
      new Behaviour(1, 1, 0, 1, 0, true),
      "no gate watches errors: add - errors: { tolerance: 0.5pp }");

  private final String text;
  private final String words;
  private final Behaviour behaviour;
  private final String advice;

  Fault(String text, String words, Behaviour behaviour, String advice) {
    this.text = text;
    this.words = words;
    this.behaviour = behaviour;
    this.advice = advice;
  }

  /** As commands and reports call it. */
  public String text() {
    return text;
  }

  /** What happens, in words. */
  public String words() {
    return words;
  }

  Behaviour behaviour() {
    return behaviour;
  }

  /** What to say to whom no gate would tell. */
  String advice() {
    return advice;
  }

  /** Whether a gate measures something that it changes. */
  boolean isSeenBy(Gate gate) {
    return switch (gate) {
      case Gate.Errors _, Gate.Crawl _ -> this == ERRORS || this == DOWN;
      case Gate.Checkout _ -> this == DOWN;
      case Gate.Latency _ -> this == SLOW;
      case Gate.Session _ -> this == SESSIONS;
      case Gate.Parity _ -> this == PARITY;
      case Gate.Prometheus _, Gate.HttpCheck _, Gate.Reconcile _, Gate.Manual _ -> false;
    };
  }
}
