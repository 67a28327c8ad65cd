package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Input;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.value.Endpoint;
import dev.crossfade.config.value.RetryCause;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.StatusPattern;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A named group of endpoints that serve one storefront. */
public record Backend(
    @Doc("Its addresses, all of one scheme.") @NotEmpty List<Endpoint> endpoints,
    @Doc("Which endpoint gets the next request.") @Default("least-requests") Balance balance,
    @Doc("The Host the storefront sees: preserve (what the client asked for), or a literal.")
        @Default("preserve")
        @Matches(
            value = "preserve|[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?",
            expected = "preserve or a host name")
        String hostHeader,
    @Doc(
            "Speak HTTP/2 to the endpoints: on https if they agree, on http because we know."
                + " WebSockets go by HTTP/1.1.")
        @Default("false")
        boolean http2,
    @Doc("How https endpoints are verified.") Tls tls,
    @Doc("Active health checks; none without it.") @Nullable Health health,
    @Doc("When a failing endpoint gets no requests for a while.") Ejection ejection,
    @Doc("How long things may take.") Timeouts timeouts,
    @Doc("When an idempotent request is sent again.") Retries retries,
    @Doc("Connections to one endpoint.") Pool pool)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    Set<Endpoint> seen = new HashSet<>();
    for (int i = 0; i < endpoints.size(); i++) {
      Complaints here = complaints.at("endpoints").at(i);
      if (!seen.add(endpoints.get(i))) {
        here.problem(endpoints.get(i) + " is there twice (expected: an endpoint once)");
      }
      if (endpoints.get(i).https() != endpoints.getFirst().https()) {
        here.problem(
            endpoints.get(i)
                + " (expected: "
                + (endpoints.getFirst().https() ? "https" : "http")
                + " like the first endpoint)");
      }
    }
  }

  /** Which endpoint gets the next request. */
  public enum Balance {
    LEAST_REQUESTS,
    ROUND_ROBIN
  }

  /** How https endpoints are verified. */
  public record Tls(
      @Doc("Whether the endpoint's certificate must be valid.") @Default("true") boolean verify,
      @Doc("The authority that signed it, PEM; without it the system's.") @Input @Nullable Path ca,
      @Doc("The name asked for and verified; without it the endpoint's host.")
          @Matches(value = "[A-Za-z0-9.-]{1,253}", expected = "a host name")
          @Nullable String serverName,
      @Doc("The certificate we show, PEM.") @Input @Nullable Path cert,
      @Doc("Its private key, PEM.") @Input @Nullable Path key)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if ((cert == null) != (key == null)) {
        complaints
            .at(cert == null ? "key" : "cert")
            .problem("stands alone (expected: cert and key together)");
      }
    }
  }

  /** Asks each endpoint how it is. */
  public record Health(
      @Doc("What is asked for.") @Matches(value = "/[^\\s#]*", expected = "a path such as /healthz")
          String path,
      @Doc("How often.") @Default("2s") @Range(min = "100ms", max = "1h") Duration interval,
      @Doc("How long an answer may take.") @Default("1s") @Range(min = "10ms", max = "1m")
          Duration timeout,
      @Doc("So many bad answers in a row take it out.") @Default("3") @Range(min = "1", max = "100")
          int unhealthyAfter,
      @Doc("So many good answers in a row bring it back.")
          @Default("2")
          @Range(min = "1", max = "100")
          int healthyAfter,
      @Doc("What a good answer is.") @Default("2xx") List<StatusPattern> status) {}

  /** Takes out endpoints that fail real requests. */
  public record Ejection(
      @Doc("So many errors in a row take it out.") @Default("5") @Range(min = "1", max = "10000")
          int consecutiveErrors,
      @Doc("For how long, more each time.")
          @dev.crossfade.config.shape.Named("for")
          @Default("10s")
          @Range(min = "100ms", max = "1h")
          Duration period,
      @Doc("At most this share of a backend is out at once.") @Default("50%") Share maxShare) {}

  /** How long things may take. */
  public record Timeouts(
      @Doc("Until a connection stands.") @Default("1s") @Range(min = "1ms", max = "10m")
          Duration connect,
      @Doc("From the end of the request to the first byte of the answer.")
          @Default("15s")
          @Range(min = "1ms", max = "1d")
          Duration firstByte,
      @Doc("Between two bytes of the answer.") @Default("60s") @Range(min = "1ms", max = "1d")
          Duration idle,
      @Doc("A whole exchange, unless it is a WebSocket or a stream of events.")
          @Default("120s")
          @Range(min = "1ms", max = "7d")
          Duration total) {}

  /** When an idempotent request is sent again. */
  public record Retries(
      @Doc("How often, after the first time.") @Default("1") @Range(max = "10") int attempts,
      @Doc("At most this share of requests is retried.") @Default("10%") Share budget,
      @Doc("On what.") @Default("connect, reset-before-response, 502, 503, 504")
          List<RetryCause> on) {}

  /** Connections to one endpoint. */
  public record Pool(
      @Doc("At most so many at once.") @Default("1024") @Range(min = "1", max = "1000000")
          int maxConnections,
      @Doc("At most so many requests wait for one.") @Default("1024") @Range(max = "1000000")
          int maxPending,
      @Doc("At most so many are kept open without a request.")
          @Default("256")
          @Range(max = "1000000")
          int maxIdle,
      @Doc("For how long.") @Default("30s") @Range(min = "100ms", max = "1h") Duration idle) {}
}
