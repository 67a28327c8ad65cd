package dev.crossfade.seo.reconcile;

import dev.crossfade.seo.url.WebUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What of an address that visitors ask for is the page's own. */
final class PageTarget {
  private static final Set<String> ASSETS =
      Set.of(
          "css", "js", "mjs", "map", "json", "png", "jpg", "jpeg", "gif", "webp", "avif", "svg",
          "ico", "woff", "woff2", "ttf", "otf", "eot", "mp4", "webm", "mp3", "xml", "txt", "gz");
  private static final Set<String> MARKS =
      Set.of("gclid", "fbclid", "msclkid", "dclid", "gbraid", "wbraid", "yclid", "ttclid", "_ga");

  private PageTarget() {}

  /**
   * Whether it may be a page at all: pictures and scripts are asked for more often and are none.
   */
  static boolean isPage(WebUrl url) {
    String path = url.path();
    int dot = path.lastIndexOf('.');
    return dot < path.lastIndexOf('/')
        || !ASSETS.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  /** Without what advertisers put behind it. */
  static WebUrl clean(WebUrl url) {
    String query = url.query();
    if (query == null || query.indexOf('=') < 0) {
      return url;
    }
    List<String> all = Arrays.asList(query.split("&", -1));
    List<String> kept = all.stream().filter(each -> !isMark(each)).toList();
    return kept.size() == all.size()
        ? url
        : new WebUrl(
            url.scheme(),
            url.host(),
            url.port(),
            url.path(),
            kept.isEmpty() ? null : String.join("&", kept));
  }

  private static boolean isMark(String parameter) {
    int equals = parameter.indexOf('=');
    String name = equals < 0 ? parameter : parameter.substring(0, equals);
    return name.startsWith("utm_") || MARKS.contains(name);
  }
}
