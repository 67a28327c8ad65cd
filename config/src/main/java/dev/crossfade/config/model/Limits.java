package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.Size;
import java.time.Duration;

/** What a client may ask of the gateway. */
public record Limits(
    @Doc("The longest request line.") @Default("8KB") @Range(min = "256B", max = "64KB")
        Size requestLine,
    @Doc("The head of a request.") Headers headers,
    @Doc("The longest body.") @Default("100MB") Size body,
    @Doc("At most so many client connections at once.")
        @Default("20000")
        @Range(min = "1", max = "10000000")
        int connections,
    @Doc("A connection is closed after so many requests.")
        @Default("10000")
        @Range(min = "1", max = "1000000000")
        int requestsPerConnection,
    @Doc("How long a client may take.") Timeouts timeouts,
    @Doc("The least pace of a client.") Rates rates,
    @Doc("When new connections are turned away for the good of those that are open.")
        Overload overload,
    @Doc("HTTP/2 connections.") H2 h2) {

  /** The head of a request. */
  public record Headers(
      @Doc("All its fields together.") @Default("32KB") @Range(min = "1KB", max = "1MB") Size size,
      @Doc("How many fields.") @Default("100") @Range(min = "8", max = "10000") int count) {}

  /** How long a client may take. */
  public record Timeouts(
      @Doc("For the TLS handshake.") @Default("10s") @Range(min = "100ms", max = "10m")
          Duration tlsHandshake,
      @Doc("For the whole head of a request.") @Default("10s") @Range(min = "100ms", max = "10m")
          Duration header,
      @Doc("Between two parts of a body.") @Default("30s") @Range(min = "100ms", max = "1h")
          Duration body,
      @Doc("Between two requests.") @Default("75s") @Range(min = "100ms", max = "1h") Duration idle,
      @Doc("For requests that are under way when the gateway stops.")
          @Default("30s")
          @Range(min = "0s", max = "1h")
          Duration drain,
      @Doc("Everything is served for so long after readiness fails and before the drain.")
          @Default("0s")
          @Range(min = "0s", max = "10m")
          Duration drainDelay) {}

  /**
   * The least pace of a client: whoever is slower has the grace to spend, and who is faster earns
   * it back.
   */
  public record Rates(
      @Doc("What a client sends of a body in a second, on average; 0B: anything.")
          @Default("500B")
          @Range(min = "0B", max = "1MB")
          Size body,
      @Doc("For how long in all a body may come more slowly.")
          @Default("30s")
          @Range(min = "100ms", max = "1h")
          Duration bodyGrace,
      @Doc("What a client takes of an answer in a second, on average; 0B: anything.")
          @Default("250B")
          @Range(min = "0B", max = "1MB")
          Size answer,
      @Doc("For how long in all an answer may be taken more slowly.")
          @Default("60s")
          @Range(min = "100ms", max = "1h")
          Duration answerGrace) {}

  /** When new connections are turned away for the good of those that are open. */
  public record Overload(
      @Doc("When everything on an event loop waits for so long, again and again.")
          @Default("250ms")
          @Range(min = "10ms", max = "1m")
          Duration lag,
      @Doc("When this share of the memory for buffers is in use.") @Default("90%") Share memory) {}

  /** HTTP/2 connections. */
  public record H2(
      @Doc("Streams at once.") @Default("128") @Range(min = "1", max = "10000") int maxStreams,
      @Doc("Resets in 30 seconds before the connection is closed.")
          @Default("200")
          @Range(min = "1", max = "1000000")
          int maxResetsPer30s,
      @Doc("The largest header list.") @Default("32KB") @Range(min = "1KB", max = "1MB")
          Size headerList) {}
}
