package dev.crossfade.seo.page;

import java.util.Arrays;

/**
 * Signatures of sets by which their similarity is told without the sets: the smallest hashes of
 * each, in order (Broder 1997, bottom-k). What both sets together have smallest is a fair sample of
 * all, so the share of it that both have estimates the Jaccard index; of sets that fit a signature
 * it is that index, exactly.
 */
final class Signatures {
  /** Beyond, the standard error is 0.01 at a similarity of 0.9. */
  static final int MOST = 512;

  private Signatures() {}

  /** The signature of these hashes, which are put in order. */
  static long[] of(long[] hashes) {
    Arrays.sort(hashes);
    long[] smallest = new long[Math.min(MOST, hashes.length)];
    int size = 0;
    for (int i = 0; i < hashes.length && size < MOST; i++) {
      if (i == 0 || hashes[i] != hashes[i - 1]) {
        smallest[size++] = hashes[i];
      }
    }
    return size == smallest.length ? smallest : Arrays.copyOf(smallest, size);
  }

  /** 0 to 1; two that say nothing are alike. */
  static double similarity(long[] one, long[] other) {
    if (one.length == 0 && other.length == 0) {
      return 1;
    }
    int i = 0;
    int j = 0;
    int seen = 0;
    int both = 0;
    while (seen < MOST && (i < one.length || j < other.length)) {
      int order = i == one.length ? 1 : j == other.length ? -1 : Long.compare(one[i], other[j]);
      both += order == 0 ? 1 : 0;
      i += order <= 0 ? 1 : 0;
      j += order >= 0 ? 1 : 0;
      seen++;
    }
    return (double) both / seen;
  }
}
