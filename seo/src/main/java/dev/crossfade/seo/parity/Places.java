package dev.crossfade.seo.parity;

import dev.crossfade.seo.url.WebUrl;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells which addresses of the two pages are one place: the storefronts' own hosts stand for the
 * public one, and the redirect map has been followed.
 *
 * @param url the public address of the page
 */
record Places(WebUrl url, WebUrl legacy, WebUrl next, Site site) {
  /** Parameters that say where a visitor came from, or who it is, and not what is asked for. */
  private static final Set<String> TRACKING =
      Set.of(
          "gclid",
          "gclsrc",
          "gbraid",
          "wbraid",
          "dclid",
          "fbclid",
          "msclkid",
          "ttclid",
          "twclid",
          "yclid",
          "igshid",
          "mc_cid",
          "mc_eid",
          "_ga",
          "_gl",
          "srsltid",
          "ref",
          "sid",
          "sessionid",
          "phpsessid",
          "jsessionid");

  /** Endings of programs that tell pages apart by the query alone. */
  private static final Set<String> PROGRAMS =
      Set.of("php", "asp", "aspx", "jsp", "do", "cgi", "cfm");

  boolean isOwn(WebUrl other) {
    return site.isOwn(other)
        || isSameHost(other, url)
        || isSameHost(other, legacy)
        || isSameHost(other, next);
  }

  private static boolean isSameHost(WebUrl one, WebUrl other) {
    return one.host().equals(other.host()) && one.port() == other.port();
  }

  /** The address as the public knows it, without what only follows visitors around. */
  WebUrl publicly(WebUrl other) {
    return atHome(untracked(other));
  }

  /** The address as it is, on the public host if it is the shop's own. */
  WebUrl atHome(WebUrl other) {
    WebUrl origin = site.origin();
    return isOwn(other) ? other.at(origin == null ? url : origin) : other;
  }

  /** Where it leads in the end. */
  WebUrl moved(WebUrl other) {
    return publicly(site.redirected(publicly(other)));
  }

  /** Whether both lead to one place in the end. */
  boolean same(WebUrl one, WebUrl other) {
    return publicly(one).equals(publicly(other)) || moved(one).equals(moved(other));
  }

  /** For people: path and query of what is the shop's own. */
  String shown(@Nullable WebUrl other) {
    if (other == null) {
      return "nowhere";
    }
    return isOwn(other) ? other.target() : other.toString();
  }

  /**
   * The page that a link leads to, without facets, sorting and a slash at the end; null: none of
   * this shop's. A program's query stays: it is all that tells its pages apart.
   */
  @Nullable String page(WebUrl link) {
    if (!isOwn(link)) {
      return null;
    }
    WebUrl at = moved(link);
    String path = at.path();
    int session = path.indexOf(";jsessionid=");
    String clean = session < 0 ? path : path.substring(0, session);
    String query = at.query();
    if (query != null && !query.isEmpty() && (clean.equals("/") || isProgram(clean))) {
      return clean + "?" + String.join("&", new TreeSet<>(Arrays.asList(query.split("&", 64))));
    }
    return clean.length() > 1 && clean.endsWith("/")
        ? clean.substring(0, clean.length() - 1)
        : clean;
  }

  private static boolean isProgram(String path) {
    return PROGRAMS.contains(path.substring(path.lastIndexOf('.') + 1));
  }

  private static WebUrl untracked(WebUrl url) {
    String query = url.query();
    if (query == null) {
      return url;
    }
    StringBuilder kept = new StringBuilder(query.length());
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String name = (equals < 0 ? part : part.substring(0, equals)).toLowerCase(Locale.ROOT);
      if (!part.isEmpty() && !name.startsWith("utm_") && !TRACKING.contains(name)) {
        kept.append(kept.isEmpty() ? "" : "&").append(part);
      }
    }
    return new WebUrl(
        url.scheme(), url.host(), url.port(), url.path(), kept.isEmpty() ? null : kept.toString());
  }
}
