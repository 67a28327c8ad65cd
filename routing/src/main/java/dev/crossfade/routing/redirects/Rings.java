package dev.crossfade.routing.redirects;

/** Who is part of a ring, where each leads to one other at most. */
final class Rings {
  private Rings() {}

  /**
   * @param next where each leads; −1: nowhere
   */
  static boolean[] of(int[] next) {
    boolean[] inRing = new boolean[next.length];
    int[] seenBy = new int[next.length];
    for (int start = 0; start < next.length; start++) {
      int at = start;
      while (at >= 0 && seenBy[at] == 0) {
        seenBy[at] = start + 1;
        at = next[at];
      }
      boolean found = at >= 0 && seenBy[at] == start + 1 && !inRing[at];
      while (found && !inRing[at]) {
        inRing[at] = true;
        at = next[at];
      }
    }
    return inRing;
  }
}
