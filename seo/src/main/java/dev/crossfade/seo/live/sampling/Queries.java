package dev.crossfade.seo.live.sampling;

import java.util.Locale;
import java.util.Set;

/**
 * Which addresses are nobody else's business: those with a parameter that names a person, or lets
 * somebody in. Such a page is for one visitor; asking for it twice may use a ticket up.
 */
public final class Queries {
  private static final int LONGEST = 1_024;
  private static final Set<String> PERSONAL =
      Set.of(
          "token",
          "email",
          "mail",
          "password",
          "passwd",
          "pwd",
          "session",
          "sid",
          "auth",
          "secret",
          "signature",
          "sig",
          "otp",
          "code",
          "apikey",
          "phone",
          "user",
          "login",
          "ticket");

  private Queries() {}

  /** Whether a page of this query may be looked at; a very long one may not. */
  public static boolean isForAnybody(String query) {
    if (query.isEmpty()) {
      return true;
    }
    if (query.length() > LONGEST) {
      return false;
    }
    int at = 0;
    while (at < query.length()) {
      int end = query.indexOf('&', at);
      end = end < 0 ? query.length() : end;
      int equals = query.indexOf('=', at);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      if (isPersonal(query.substring(at, nameEnd).toLowerCase(Locale.ROOT))) {
        return false;
      }
      at = end + 1;
    }
    return true;
  }

  /** {@code access_token} and {@code reset-token} are tokens too. */
  private static boolean isPersonal(String name) {
    int part = Math.max(name.lastIndexOf('_'), name.lastIndexOf('-'));
    return PERSONAL.contains(name) || PERSONAL.contains(name.substring(part + 1));
  }
}
