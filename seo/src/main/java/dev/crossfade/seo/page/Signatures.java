package dev.crossfade.seo.page;

/** Minhash signatures (Broder 1997): places that agree are an estimate of the Jaccard index. */
final class Signatures {
  private Signatures() {}

  static double similarity(long[] one, long[] other) {
    if (one.length != other.length) {
      return 0; // one of both says nothing at all
    }
    if (one.length == 0) {
      return 1;
    }
    int same = 0;
    for (int i = 0; i < one.length; i++) {
      same += one[i] == other[i] ? 1 : 0;
    }
    return (double) same / one.length;
  }
}
