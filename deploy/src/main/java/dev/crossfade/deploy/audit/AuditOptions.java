package dev.crossfade.deploy.audit;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.deploy.gateway.ProductVersion;
import dev.crossfade.seo.fetch.FetchSettings;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be said to every audit. */
final class AuditOptions {
  private static final int RETRIES = 2;
  private static final int MOST_AT_ONCE = 1_000;

  /** Google reads as much of a page, and what is said beyond it is said to nobody. */
  static final int MOST_BODY = 2 << 20;

  @Mixin ReportOptions reports;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Requests at once (${DEFAULT-VALUE}).",
      defaultValue = "8")
  int concurrency;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      description = "Requests to a host: 10/s, 90/m, or unlimited (${DEFAULT-VALUE}).",
      converter = Rate.Converter.class,
      defaultValue = "10/s")
  Rate rate;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long one answer may take (${DEFAULT-VALUE}).",
      converter = Time.class,
      defaultValue = "10s")
  Duration timeout;

  @Option(
      names = "--user-agent",
      paramLabel = "UA",
      description = "What the audit calls itself (Crossfade and its version).")
  @Nullable String userAgent;

  @Option(
      names = "--accept-language",
      paramLabel = "L",
      description = "Languages to ask for, such as de-AT, de;q=0.8 (none).")
  @Nullable String acceptLanguage;

  @Option(
      names = "--resolve",
      paramLabel = "HOST=ADDRESS",
      description = {
        "Asks this host at another address, such as www.shop.example=10.0.0.7:8443, before DNS",
        "moves; its certificate is still that of its name. May be repeated."
      },
      converter = Elsewhere.Converter.class)
  List<Elsewhere> elsewhere = List.of();

  @Option(
      names = "--crawl-delay",
      description =
          "Keeps the Crawl-delay that a site's robots.txt asks of us: for sites not ours.")
  boolean crawlDelay;

  @Option(names = "--resume", description = "Goes on where an interrupted audit stopped.")
  boolean resume;

  @Option(
      names = "--max-urls",
      paramLabel = "N",
      description = "No more than the first N (all).",
      defaultValue = "2147483647",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  int mostUrls;

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      description = "Where progress is kept until the audit is over (~/.local/state/crossfade).")
  @Nullable Path spool;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Takes seo: of a configuration: origin, templates, severities, ignore (none).")
  @Nullable Path config;

  /** How to ask. */
  FetchSettings settings() throws Refusal {
    if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
      throw Refusal.problem("--concurrency " + concurrency + " (expected: 1..1000)");
    }
    if (mostUrls < 1) {
      throw Refusal.problem("--max-urls " + mostUrls + " (expected: 1 or more)");
    }
    Map<String, InetSocketAddress> places = new HashMap<>();
    elsewhere.forEach(each -> places.put(each.host(), each.place()));
    try {
      return new FetchSettings(
          concurrency,
          rate.perSecond(),
          timeout,
          timeout,
          RETRIES,
          MOST_BODY,
          userAgent == null ? "Crossfade/" + ProductVersion.get() + " (audit)" : userAgent,
          acceptLanguage,
          places);
    } catch (IllegalArgumentException e) {
      throw Refusal.problem(String.valueOf(e.getMessage()));
    }
  }

  /** What robots.txt knows us by: the first word of what we call ourselves. */
  String product() {
    return userAgent == null ? "Crossfade" : userAgent.split("[/ ;(]", 2)[0];
  }

  /** Null: none was named. */
  @Nullable Config config() throws Refusal {
    if (config == null) {
      return null;
    }
    return switch (ConfigLoader.ofEnvironment().load(config)) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid ->
          throw Refusal.problem(
              invalid.problems().stream()
                  .map(Problem::toString)
                  .collect(Collectors.joining(System.lineSeparator())));
    };
  }

  /** The folder of spools. */
  Path spools() {
    if (spool != null) {
      return spool;
    }
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isBlank()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("crossfade").resolve("audits");
  }
}
