package dev.crossfade.seo.live.sampling;

import java.util.HashMap;
import java.util.Map;

/**
 * Parts so many samples a second, and no more than there is CPU time for, among templates, so that
 * a popular one cannot starve the others. Each template fills a bucket of its own at an equal
 * share; what overflows is for whoever has used up its own. So a rare template is always taken, a
 * popular one gets what is left, and all together never get more. One thread at a time.
 */
final class Quotas {
  /** Templates that come beyond share the last bucket; there are only as many as are configured. */
  private static final int MOST = 1_000;

  private static final long NANOS = 1_000_000_000;

  private final double perSecond;
  private final CpuBudget budget;
  private final Map<String, Bucket> byTemplate = new HashMap<>();
  private double spare;
  private double tooDear;
  private long refilled;
  private boolean begun;

  /** What one template may still take. */
  private static final class Bucket {
    private double tokens;
  }

  /** What becomes of a request for one. */
  enum Word {
    TAKEN,
    /** There were as many as are wanted. */
    ENOUGH,
    /** There would be more, had they the CPU time. */
    TOO_DEAR
  }

  /**
   * Grants at most so many a second on average, and a second's worth at once.
   *
   * @param budget of which the time for each is taken by whoever begins it
   */
  Quotas(int perSecond, CpuBudget budget) {
    this.perSecond = perSecond;
    this.budget = budget;
  }

  /** Takes one for this template, if there is one. */
  Word take(String template, long nanoTime) {
    if (perSecond == 0) {
      return Word.ENOUGH;
    }
    refill(nanoTime);
    Bucket own = byTemplate.get(template);
    if (own == null) {
      own = join(template);
    }
    if (own.tokens >= 1) {
      own.tokens--;
      return Word.TAKEN;
    }
    if (spare >= 1) {
      spare--;
      return Word.TAKEN;
    }
    if (tooDear >= 1) {
      tooDear--;
      return Word.TOO_DEAR;
    }
    return Word.ENOUGH;
  }

  /** A template that is seen first brings nothing along: what it has is taken from the others. */
  private Bucket join(String template) {
    Bucket bucket = new Bucket();
    if (byTemplate.size() >= MOST) {
      return bucket;
    }
    bucket.tokens = spare >= 1 ? 1 : 0;
    spare -= bucket.tokens;
    byTemplate.put(template, bucket);
    return bucket;
  }

  private void refill(long now) {
    double seconds = begun ? Math.max(0, now - refilled) / (double) NANOS : 1;
    begun = true;
    refilled = now;
    if (seconds == 0) {
      return;
    }
    double wanted = seconds * perSecond;
    double granted = Math.min(wanted, budget.affordable(outstanding(), byTemplate.size() + 1));
    tooDear = Math.min(perSecond, tooDear + wanted - granted);
    if (byTemplate.isEmpty()) {
      spare += granted;
    } else {
      double share = granted / byTemplate.size();
      double most = Math.max(1, perSecond / byTemplate.size());
      for (Bucket bucket : byTemplate.values()) {
        double filled = bucket.tokens + share;
        bucket.tokens = Math.min(most, filled);
        spare += filled - bucket.tokens;
      }
    }
    spare = Math.min(perSecond, spare);
  }

  /** Granted, and not taken yet. */
  private double outstanding() {
    double all = spare;
    for (Bucket bucket : byTemplate.values()) {
      all += bucket.tokens;
    }
    return all;
  }
}
