package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.url.WebUrl;
import org.jspecify.annotations.Nullable;

/** Judges the addresses of one map. */
final class MapAddresses {
  static final int LONGEST = 2_048;
  private static final String UNSAFE = " \"<>\\^`{|}\t\n\r";

  private final MapScope scope;
  private final SitemapSink sink;
  private long outside;
  private int firstOutside;
  private String example = "";

  MapAddresses(MapScope scope, SitemapSink sink) {
    this.scope = scope;
    this.sink = sink;
  }

  /**
   * Reads one and tells what is wrong with it.
   *
   * @return null: nothing could be asked for there
   */
  @Nullable WebUrl read(int line, String written) {
    if (written.isEmpty()) {
      problem(line, written, "loc is empty (expected: an absolute URL)");
      return null;
    }
    if (written.length() > LONGEST) {
      problem(
          line, written, "loc has " + written.length() + " characters (expected: at most 2,048)");
      return null;
    }
    WebUrl url = WebUrl.parse(written);
    if (url == null) {
      problem(line, written, "loc is no absolute URL (expected: such as https://shop.example/p/1)");
      return null;
    }
    if (written.indexOf('#') >= 0) {
      problem(line, written, "loc has a fragment, which is no page of its own");
    }
    if (hasBareSign(written)) {
      problem(line, written, "loc has a percent sign that begins no escape (expected: %25)");
    } else if (!isEscaped(written)) {
      problem(line, written, "loc is not escaped (expected: " + url + ")");
    }
    WebUrl site = scope.site();
    if (site != null && !url.isSameSite(site)) {
      problem(line, written, "loc is on another site (expected: " + site.origin() + ")");
    } else if (!url.path().startsWith(scope.folder())) {
      example = outside == 0 ? written : example;
      firstOutside = outside == 0 ? line : firstOutside;
      outside++;
    }
    return url;
  }

  /** The map is over. */
  void onEnd() {
    if (outside > 0) {
      problem(
          firstOutside,
          example,
          outside
              + (outside == 1 ? " entry is" : " entries are")
              + " outside the map's folder "
              + scope.folder()
              + ": they count only when robots.txt names the map");
    }
  }

  private void problem(int line, String written, String message) {
    sink.onProblem(new SitemapSink.Problem(Rule.MAP_LOC, line, written, message));
  }

  private static boolean isEscaped(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c > 0x7e || c < ' ' || UNSAFE.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasBareSign(String written) {
    for (int i = written.indexOf('%'); i >= 0; i = written.indexOf('%', i + 1)) {
      if (!isEscape(written, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEscape(String written, int at) {
    return at + 2 < written.length()
        && Character.digit(written.charAt(at + 1), 16) >= 0
        && Character.digit(written.charAt(at + 2), 16) >= 0;
  }
}
