package dev.crossfade.loadtest.rate;

/**
 * When requests are due. A slot has at most one request under way; requests go round the slots, so
 * that the n-th of slot s is the (n × slots + s)-th of all. What is due does not depend on what was
 * answered: a late answer makes the next requests of its slot late, and they are measured from when
 * they were due.
 */
record RateSchedule(long start, long end, int slots, double nanosBetween) {
  private static final long LATENESS_NANOS = 1_000_000_000;

  static RateSchedule of(RatePlan plan, long start) {
    return new RateSchedule(
        start,
        start + plan.duration().toNanos(),
        plan.slots(),
        plan.isOpenLoop() ? 1e9 / plan.rate() : 0);
  }

  /** In a closed loop everything is due at once, that is now. */
  long due(int slot, long number, long now) {
    return nanosBetween == 0
        ? Math.max(start, now)
        : start + (long) ((number * slots + slot) * nanosBetween);
  }

  /** Whether what is due then is none of this load's. */
  boolean isOver(long due) {
    return due - end >= 0;
  }

  /** Whether nothing may be sent any more; what is due in time may be sent a little later. */
  boolean isTooLate(long now) {
    return now - end >= (nanosBetween == 0 ? 0 : LATENESS_NANOS);
  }
}
