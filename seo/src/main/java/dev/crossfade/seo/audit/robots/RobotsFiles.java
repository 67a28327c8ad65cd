package dev.crossfade.seo.audit.robots;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.RobotsFile;
import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges next's file as a file: does it answer, is it read to its end, which sitemaps does it name?
 */
final class RobotsFiles {
  private final RobotsSide legacy;
  private final RobotsSide next;
  private final Severities severities;

  RobotsFiles(RobotsSide legacy, RobotsSide next, Severities severities) {
    this.legacy = legacy;
    this.next = next;
    this.severities = severities;
  }

  void judge(Consumer<Finding> found) {
    switch (next.robots()) {
      case Robots.Ruled(RobotsFile file) -> judge(file, found);
      case Robots.Open(String reason) -> {
        if (legacy.file() != null) {
          tell(
              found,
              Rule.ROB_STATUS,
              state(legacy),
              reason,
              reason + ": everything may be crawled, and legacy has rules");
        }
      }
      case Robots.Closed(String reason) ->
          tell(
              found,
              Rule.ROB_STATUS,
              state(legacy),
              reason,
              reason + ": crawlers stay away from the whole site until it answers");
    }
  }

  private static String state(RobotsSide side) {
    return switch (side.robots()) {
      case Robots.Ruled(RobotsFile file) -> "rules in " + file.size() + " bytes";
      case Robots.Open(String reason) -> reason;
      case Robots.Closed(String reason) -> reason;
    };
  }

  private void judge(RobotsFile file, Consumer<Finding> found) {
    if (file.isCut()) {
      tell(
          found,
          Rule.ROB_SIZE,
          state(legacy),
          state(next),
          "has " + file.size() + " bytes, of which the first 512000 are read");
    }
    if (file.sitemaps().isEmpty() && !legacy.sitemaps().isEmpty()) {
      tell(
          found,
          Rule.ROB_SITEMAP,
          names(legacy.sitemaps()),
          "none",
          "names no sitemap, and legacy's names " + legacy.sitemaps().size());
    }
    for (RobotsFile.SitemapLine line : file.sitemaps()) {
      judge(line, found);
    }
  }

  private void judge(RobotsFile.SitemapLine line, Consumer<Finding> found) {
    WebUrl url = WebUrl.parse(line.url());
    String wrong = null;
    if (url == null) {
      wrong = "is no absolute URL";
    } else if (isElsewhere(url)) {
      wrong = "is on another host than the site";
    }
    if (wrong != null) {
      tell(
          found,
          Rule.ROB_SITEMAP,
          names(legacy.sitemaps()),
          "line " + line.number() + ": " + line.url(),
          "names in line " + line.number() + " a sitemap that " + wrong + ": " + line.url());
    }
  }

  /** Allowed by the protocol, and after a move mostly an address that was forgotten. */
  private boolean isElsewhere(WebUrl url) {
    @Nullable WebUrl site = next.site();
    return site != null && !url.host().equals(site.host());
  }

  private static String names(List<RobotsFile.SitemapLine> lines) {
    return lines.isEmpty()
        ? "none"
        : String.join(", ", lines.stream().map(RobotsFile.SitemapLine::url).limit(10).toList());
  }

  private void tell(
      Consumer<Finding> found, Rule rule, String before, String after, String message) {
    Severity severity = severities.of(rule, "");
    if (severity != null) {
      found.accept(new Finding(rule, severity, next.name(), "", before, after, message, ""));
    }
  }
}
