package dev.crossfade.seo.live.guard;

/** What a guard is told. A check is one URL asked of both storefronts, next's answer twice. */
public sealed interface GuardEvent {
  /**
   * Next breaks a guarded rule on this page, both times, and legacy does not.
   *
   * @param what rule and page, for people: {@code SEO-NOINDEX on /p/1}
   */
  record Broken(String url, String what) implements GuardEvent {}

  /** Next keeps all guarded rules on this page. */
  record Clean(String url) implements GuardEvent {}

  /** Legacy has no page to compare with, or none at all. */
  record LegacyIll(String url) implements GuardEvent {}

  /**
   * An operator says that next shall serve it, whatever it breaks.
   *
   * @param reason may be empty
   */
  record Release(String reason) implements GuardEvent {}

  /** Time passes. */
  record Tick() implements GuardEvent {}
}
