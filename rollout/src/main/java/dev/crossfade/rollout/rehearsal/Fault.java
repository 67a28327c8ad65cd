package dev.crossfade.rollout.rehearsal;

import dev.crossfade.config.model.Gate;

/** What goes wrong on next, all at once and for good. */
public enum Fault {
  /** Nothing: whoever raises an alarm is wrong. */
  NONE("none", ""),
  /** 5 % of answers are errors, instead of 0.5 %. */
  ERRORS("errors", "no gate watches errors: add - errors: { tolerance: 0.5pp }"),
  /** Answers take 60 % longer. */
  SLOW("slow", "no gate watches latency: add - latency: { quantile: p95, tolerance: 10% }"),
  /** 2 % of requests with a session lose it without a word, instead of 0.05 %. */
  SESSIONS(
      "sessions", "no gate watches sessions: add - session: { cookie: NAME, tolerance: 0.1pp }"),
  /** 5 % of pages have a critical finding, instead of 0.1 %. */
  PARITY("parity", "no gate watches parity: add - parity: { severity: critical, maxShare: 0.5% }"),
  /** Every answer is an error, and no checkout completes. */
  DOWN("down", "no gate watches errors: add - errors: { tolerance: 0.5pp }");

  private final String text;
  private final String advice;

  Fault(String text, String advice) {
    this.text = text;
    this.advice = advice;
  }

  /** As commands and reports call it. */
  public String text() {
    return text;
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
