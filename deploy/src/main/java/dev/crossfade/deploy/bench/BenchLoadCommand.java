package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.loadtest.rate.RateLoad;
import dev.crossfade.loadtest.rate.RatePage;
import dev.crossfade.loadtest.rate.RatePlan;
import dev.crossfade.loadtest.rate.RateResult;
import dev.crossfade.loadtest.rate.RateTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench load}: how long visitors wait at a rate that does not wait for them. */
@Command(
    name = "load",
    description = {
      "Asks a URL at a fixed rate, whether or not answers come in time, and measures each from",
      "when it was due. Certificates are not checked. Exits 1 if a request failed or was not sent."
    },
    mixinStandardHelpOptions = true)
final class BenchLoadCommand extends Speaking {
  private static final Pattern RATE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)/s");
  private static final Pattern TIME = Pattern.compile("([0-9]+)(ms|s|m)");

  @Parameters(paramLabel = "URL", description = "http, https, ws or wss.")
  private URI url;

  @Option(
      names = "--rate",
      description =
          "Such as 5000/s; max asks again as soon as there is an answer (${DEFAULT-VALUE}).",
      defaultValue = "1000/s")
  private String rate;

  @Option(
      names = "--duration",
      description = "Such as 30s (${DEFAULT-VALUE}).",
      paramLabel = "TIME",
      defaultValue = "30s")
  private String duration;

  @Option(
      names = "--warm-up",
      description = "The same load before, of which nothing is told; 0s: none (${DEFAULT-VALUE}).",
      paramLabel = "TIME",
      defaultValue = "3s")
  private String warmUp;

  @Option(
      names = "--connections",
      description = "How many (${DEFAULT-VALUE}).",
      defaultValue = "64")
  private int connections;

  @Option(
      names = "--streams",
      description = "At once on each HTTP/2 connection (${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int streams;

  @Option(
      names = "--protocol",
      description = "h1, h2 or websocket, which expects an echo (${DEFAULT-VALUE}).",
      defaultValue = "h1")
  private String protocol;

  @Option(names = "--tls", description = "TLS, also where the URL says http or ws.")
  private boolean tls;

  @Option(names = "--header", description = "name: value; may be repeated.", paramLabel = "FIELD")
  private List<String> headers = List.of();

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Option(names = "--report", description = "One self-contained HTML page.", paramLabel = "FILE")
  private @Nullable Path report;

  BenchLoadCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    RatePlan plan;
    Duration before;
    try {
      before = time("--warm-up", warmUp);
      plan =
          new RatePlan(
              tls ? URI.create(url.toString().replaceFirst("^(http|ws):", "$1s:")) : url,
              protocol(protocol),
              rate(rate),
              time("--duration", duration),
              connections,
              streams,
              headers);
    } catch (IllegalArgumentException e) {
      complain("crossfade bench load: " + e.getMessage());
      return Exit.PROBLEM;
    }
    try {
      if (before.isPositive()) {
        RateLoad.run(plan.lasting(before));
      }
      RateResult result = RateLoad.run(plan);
      List<String> lines = RateTable.lines(result);
      if (json) {
        say(JsonMapper.shared().writeValueAsString(RateTable.values(result)));
      } else {
        lines.forEach(this::say);
      }
      if (report != null) {
        Files.writeString(report, RatePage.of(result, lines));
      }
      return result.isFlawless() ? Exit.OK : Exit.FINDINGS;
    } catch (IOException e) {
      complain("crossfade bench load: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private static RatePlan.Protocol protocol(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "h1" -> RatePlan.Protocol.H1;
      case "h2" -> RatePlan.Protocol.H2;
      case "websocket" -> RatePlan.Protocol.WEBSOCKET;
      default ->
          throw new IllegalArgumentException(
              "--protocol " + name + " (expected: h1, h2 or websocket)");
    };
  }

  private static double rate(String text) {
    Matcher matcher = RATE.matcher(text);
    if (text.equals("max")) {
      return RatePlan.MAX;
    }
    if (!matcher.matches()) {
      throw new IllegalArgumentException("--rate " + text + " (expected: such as 5000/s, or max)");
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static Duration time(String option, String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          option + " " + text + " (expected: such as 500ms, 30s or 5m)");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      default -> Duration.ofMinutes(count);
    };
  }
}
