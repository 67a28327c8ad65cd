package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectRule;

/** Statuses as they are written. */
final class Status {
  private Status() {}

  /** Nothing written is {@link RedirectRule#UNSAID}. */
  static int of(String text) throws Refusal {
    return switch (text.strip()) {
      case "" -> RedirectRule.UNSAID;
      case "301" -> 301;
      case "302" -> 302;
      case "303" -> 303;
      case "307" -> 307;
      case "308" -> 308;
      case "410" -> Rules.GONE;
      case "200" ->
          throw new Refusal("status 200 serves another page, which is no redirect" + EXPECTED);
      case "404" -> throw new Refusal("status 404 is what happens without a redirect" + EXPECTED);
      default -> throw new Refusal("status " + Excerpt.of(text.strip()) + EXPECTED);
    };
  }

  private static final String EXPECTED = " (expected: 301, 302, 303, 307, 308 or 410)";
}
