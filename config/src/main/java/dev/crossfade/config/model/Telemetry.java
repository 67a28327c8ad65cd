package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Pending;
import dev.crossfade.config.value.Share;
import java.nio.file.Path;

/** What the gateway tells about itself. */
public record Telemetry(
    @Doc("X-Crossfade on every response, not only on previews.") @Default("false")
        boolean debugHeader,
    @Doc("A line for each request.") AccessLog accessLog,
    @Doc("Prometheus metrics, on the admin port.") Metrics metrics,
    @Doc("Distributed tracing.") Tracing tracing) {

  /** A line for each request. */
  public record AccessLog(
      @Doc("The file, or - for standard output.") @Default("-") Path file,
      @Doc("How a line is written.") @Default("json") Format format,
      @Doc("How many of the requests.") @Default("100%") Share sample) {}

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

  /** Distributed tracing. */
  public record Tracing(
      @Doc("Pass W3C traceparent on, or start one.")
          @Default("true")
          @Pending("traceparent passes as any other header")
          boolean propagate) {}
}
