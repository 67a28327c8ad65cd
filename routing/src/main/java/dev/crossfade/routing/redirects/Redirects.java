package dev.crossfade.routing.redirects;

/**
 * The redirect map as it is asked, and what is counted about it.
 *
 * @param hits of each entry
 * @param misses pages that are asked for and that nobody has
 */
public record Redirects(RedirectMap map, RedirectHits hits, RedirectMisses misses) {
  /** Nothing is redirected. */
  public static Redirects none() {
    RedirectMap map = RedirectMap.empty();
    return new Redirects(map, new RedirectHits(map, HitCounts.NONE), new RedirectMisses());
  }
}
