package dev.crossfade.seo.live.sampling;

import java.util.HashMap;
import java.util.Map;

/**
 * Parts so many samples a second among templates, so that a popular one cannot starve the others.
 * Each template fills a bucket of its own at an equal share; what overflows is for whoever has used
 * up its own. So a rare template is always taken, a popular one gets what is left, and all together
 * never get more. One thread at a time.
 */
final class Quotas {
  /** Templates that come beyond share the last bucket; there are only as many as are configured. */
  private static final int MOST = 1_000;

  private static final long NANOS = 1_000_000_000;

  private final double perSecond;
  private final Map<String, Bucket> byTemplate = new HashMap<>();
  private double spare;
  private long refilled;
  private boolean begun;

  /** What one template may still take. */
  private static final class Bucket {
    private double tokens = 1;
  }

  /** Grants at most so many a second on average, and a second's worth at once. */
  Quotas(int perSecond) {
    this.perSecond = perSecond;
    this.spare = perSecond;
  }

  /** Takes one for this template, if there is one. */
  boolean take(String template, long nanoTime) {
    if (perSecond == 0) {
      return false;
    }
    refill(nanoTime);
    Bucket own = byTemplate.get(template);
    if (own == null) {
      own = join(template);
    }
    if (own.tokens >= 1) {
      own.tokens--;
      return true;
    }
    if (spare >= 1) {
      spare--;
      return true;
    }
    return false;
  }

  /** A template that is seen first brings nothing along: what it has is taken from the others. */
  private Bucket join(String template) {
    Bucket bucket = new Bucket();
    if (byTemplate.size() >= MOST) {
      bucket.tokens = 0;
      return bucket;
    }
    bucket.tokens = spare >= 1 ? 1 : 0;
    spare -= bucket.tokens;
    byTemplate.put(template, bucket);
    return bucket;
  }

  private void refill(long now) {
    double seconds = begun ? Math.max(0, now - refilled) / (double) NANOS : 0;
    begun = true;
    refilled = now;
    if (seconds == 0) {
      return;
    }
    double granted = seconds * perSecond;
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
}
