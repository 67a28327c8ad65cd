package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Keys;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.shape.Shorthand;
import dev.crossfade.config.value.PathPattern;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the two storefronts must say alike to search engines. */
public record Seo(
    @Doc("The public origin that canonicals must name.") @Nullable URI origin,
    @Doc("Which live answers are compared.") Sampling sampling,
    @Doc("Classes of pages built alike; the first that matches wins.") List<Template> templates,
    @Doc("URLs that are compared on a schedule, traffic or none.") CriticalPaths criticalPaths,
    @Doc("Other severities for rules, by their id.")
        @Keys(matching = "[A-Z]{3,4}-[A-Z0-9-]{2,40}", expected = "a rule's id such as SEO-TITLE")
        Map<String, RuleOverride> rules,
    @Doc("CSS selectors of what both sides are compared without.") List<String> ignore) {

  /** Which live answers are compared. */
  public record Sampling(
      @Doc("How many of the answers.") @Default("1%") Share rate,
      @Doc("At most so many a second.") @Default("5") @Range(max = "10000") int maxPerSecond,
      @Doc("At most so much of one core is spent on them.") @Default("0.6%") Share cpu,
      @Doc("Longer bodies are not compared.") @Default("2MB") @Range(min = "1KB", max = "64MB")
          Size maxBody,
      @Doc("The same URL again only after so long.") @Default("1h") @Range(min = "0s", max = "30d")
          Duration dedupe,
      @Doc("Ask legacy twice and subtract its own jitter.") @Default("true") boolean noise) {}

  /** A class of pages built alike. */
  public record Template(
      @Doc("Its name.")
          @Matches(value = "[A-Za-z][A-Za-z0-9_-]{0,63}", expected = "a name such as product")
          String name,
      @Doc("Its paths.") @dev.crossfade.config.shape.NotEmpty List<PathPattern> path) {}

  /** URLs that are compared on a schedule. */
  public record CriticalPaths(
      @Doc("The paths, with their query.")
          @Matches(value = "/[^\\s#]*", expected = "a path such as /c/sale")
          List<String> urls,
      @Doc("How often.") @Default("5m") @Range(min = "1s", max = "7d") Duration every) {}

  /** Another severity for a rule. */
  @Shorthand("severity")
  public record RuleOverride(
      @Doc("critical, major, minor, or off.") Level severity,
      @Doc("Only for these templates; all without it.") List<String> templates) {}

  /** A severity, or none. */
  public enum Level {
    CRITICAL,
    MAJOR,
    MINOR,
    OFF
  }
}
