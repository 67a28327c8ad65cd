package dev.crossfade.seo.live;

import dev.crossfade.seo.live.sampling.CpuBudget;
import dev.crossfade.seo.live.sampling.ThreadTime;

/**
 * The CPU time that one look at a page takes, to be charged once when it is over. What threads of
 * its own do is measured; what event loops do for it is reckoned. One thread at a time.
 */
final class Expense {
  /** To ask, to be answered by an event loop, and to hand it over; see docs/performance.md. */
  private static final long ANSWER_NANOS = 50_000;

  /** Reading from a socket and copying: half of what a proxied body of 100 KB costs. */
  private static final double BYTE_NANOS = 0.5;

  private final CpuBudget budget;
  private final boolean sample;
  private long nanos;
  private boolean over;

  private Expense(CpuBudget budget, boolean sample) {
    this.budget = budget;
    this.sample = sample;
  }

  /** Of a sample that was begun. */
  static Expense ofSample(CpuBudget budget) {
    return new Expense(budget, true);
  }

  /** Of what is looked at in any case. */
  static Expense ofDuty(CpuBudget budget) {
    return new Expense(budget, false);
  }

  /** An answer was copied, or asked for. */
  void answer(Reply.Answered answer) {
    nanos += ANSWER_NANOS + (long) (BYTE_NANOS * answer.body().length);
  }

  /** Does something on this thread, which is no virtual one. */
  void measure(Runnable work) {
    long begun = ThreadTime.nanos();
    try {
      work.run();
    } finally {
      nanos += ThreadTime.nanos() - begun;
    }
  }

  void end() {
    if (over) {
      return;
    }
    over = true;
    if (sample) {
      budget.end(nanos);
    } else {
      budget.charge(nanos);
    }
  }
}
