package dev.crossfade.seo.robots;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which names a crawler answers to, the most specific first, and whether it obeys what is said to
 * everybody. Google's families and Apple's as they document them.
 */
final class Agents {
  private static final Map<String, String> FALLS_BACK_TO =
      Map.ofEntries(
          Map.entry("googlebot-image", "googlebot"),
          Map.entry("googlebot-video", "googlebot"),
          Map.entry("googlebot-news", "googlebot"),
          Map.entry("google-inspectiontool", "googlebot"),
          Map.entry("google-cloudvertexbot", "googlebot"),
          Map.entry("googleother-image", "googleother"),
          Map.entry("googleother-video", "googleother"),
          Map.entry("applebot", "googlebot"));

  /** Asked for by those whom they serve: only what names them counts. */
  private static final Set<String> DEAF_TO_ALL =
      Set.of("adsbot-google", "adsbot-google-mobile", "mediapartners-google", "apis-google");

  private Agents() {}

  static List<String> namesOf(String agent) {
    String own = agent.toLowerCase(Locale.ROOT);
    String other = FALLS_BACK_TO.get(own);
    return other == null ? List.of(own) : List.of(own, other);
  }

  static boolean obeysAll(String agent) {
    return !DEAF_TO_ALL.contains(agent.toLowerCase(Locale.ROOT));
  }

  /**
   * The name in a user-agent line's value: its letters, hyphens and underscores (RFC 9309 §2.2.1),
   * so that {@code Googlebot/2.1} and {@code googlebot*} are Googlebot.
   */
  static String token(String value) {
    return beginning(value, false);
  }

  /** The same, with digits and dots: many crawlers have them in their names against the RFC. */
  static String longToken(String value) {
    return beginning(value, true);
  }

  private static String beginning(String value, boolean digits) {
    int end = 0;
    while (end < value.length() && isOfName(value.charAt(end), digits)) {
      end++;
    }
    return value.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static boolean isOfName(char c, boolean digits) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_'
        || (digits && ((c >= '0' && c <= '9') || c == '.'));
  }

  /** {@code *}, also with something behind a space. */
  static boolean isAll(String value) {
    return value.startsWith("*")
        && (value.length() == 1 || Character.isWhitespace(value.charAt(1)));
  }
}
