package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.shape.Secret;
import dev.crossfade.config.value.Share;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the gateway tells about itself. */
public record Telemetry(
    @Doc("X-Crossfade on every response, not only on previews.") @Default("false")
        boolean debugHeader,
    @Doc("A line for each request.") AccessLog accessLog,
    @Doc("Prometheus metrics, on the admin port.") Metrics metrics,
    @Doc("Distributed tracing.") Tracing tracing,
    @Doc("Where gates get what all gateways of a fleet counted; without it, from this one alone.")
        @Nullable Evidence evidence) {

  /** A line for each request. */
  public record AccessLog(
      @Doc("The file, or - for standard output.") @Default("-") Path file,
      @Doc("How a line is written.") @Default("json") Format format,
      @Doc("How many of the requests.") @Default("100%") Share sample,
      @Doc("How much of the visitor's address: network is IPv4 to /24 and IPv6 to /48.")
          @Default("whole")
          Address client,
      @Doc("What else is left out; query: everywhere, of referers and redirects too.")
          List<Field> omit) {
    public AccessLog {
      omit = List.copyOf(omit);
    }
  }

  /** How much of an address. */
  public enum Address {
    WHOLE,
    NETWORK,
    NONE
  }

  /** What a line can do without. */
  public enum Field {
    QUERY,
    REFERER,
    UA
  }

  /** How a line is written. */
  public enum Format {
    JSON
  }

  /** Prometheus metrics. */
  public record Metrics(
      @Doc("Their path on the admin port.")
          @Default("/metrics")
          @Matches(value = "/[A-Za-z0-9/_-]{1,100}", expected = "a path such as /metrics")
          String path) {}

  /** A Prometheus that collects the metrics of all gateways. */
  public record Evidence(
      @Doc("Where it is.") URI prometheus,
      @Doc("Who we are.") @Nullable String user,
      @Doc("And our password.") @Secret @Nullable String password,
      @Doc("Or a token.") @Secret @Nullable String bearer,
      @Doc("How often it is asked.") @Default("10s") @Range(min = "1s", max = "5m") Duration every,
      @Doc("How long it may take to answer.") @Default("5s") @Range(min = "100ms", max = "1m")
          Duration timeout,
      @Doc("What is older than this is no evidence: gates hold.")
          @Default("1m")
          @Range(min = "2s", max = "15m")
          Duration staleAfter)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if ((user == null) != (password == null)) {
        complaints
            .at(user == null ? "password" : "user")
            .problem("stands alone (expected: user and password together)");
      }
      if (bearer != null && user != null) {
        complaints.at("bearer").problem("is one too many (expected: it, or user and password)");
      }
    }
  }

  /** Distributed tracing. */
  public record Tracing(
      @Doc(
              "Pass on the W3C traceparent of a trusted hop, else begin a trace; false: it passes as"
                  + " any other header.")
          @Default("true")
          boolean propagate,
      @Doc("How many of the traces that begin here say that they are recorded.") @Default("100%")
          Share sample) {}
}
