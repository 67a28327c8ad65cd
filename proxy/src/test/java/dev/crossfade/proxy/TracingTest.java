package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which trace backends are told (W3C Trace Context). */
class TracingTest {
  private static final String TRUSTING = "trust: { proxies: [ 127.0.0.0/8 ] }\n";
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TOLD = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private static Message seen(String settings, String... fields) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and(settings))) {
      gateway.request("GET / HTTP/1.1\r\nHost: a\r\n" + String.join("\r\n", fields) + "\r\n\r\n");
      return storefront.requests().getFirst();
    }
  }

  @Test
  void trace_ofATrustedHop_isPassedOnWithItsState() throws IOException {
    Message seen = seen(TRUSTING, "traceparent: " + TOLD, "tracestate: a=1", "tracestate: b=2");

    assertThat(seen.headers("traceparent")).containsExactly(TOLD);
    assertThat(seen.headers("tracestate")).containsExactly("a=1", "b=2");
  }

  @Test
  void trace_ofALaterVersion_isPassedOn() throws IOException {
    String later = "01" + TOLD.substring(2) + "-and-more";

    assertThat(seen(TRUSTING, "traceparent: " + later).headers("traceparent"))
        .containsExactly(later);
  }

  @Test
  void trace_ofAStranger_isReplacedByOneThatIsCalledAsTheRequest() throws IOException {
    Message seen = seen("", "traceparent: " + TOLD, "tracestate: a=1", "X-Request-Id: mine");

    assertThat(seen.headers("traceparent")).hasSize(1);
    assertThat(seen.header("traceparent"))
        .matches("00-" + seen.header("x-request-id") + "-[0-9a-f]{16}-01")
        .doesNotContain("-0000000000000000-");
    assertThat(seen.has("tracestate")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
        "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      })
  void trace_malformed_isReplacedAndItsStateDropped(String told) throws IOException {
    Message seen = seen(TRUSTING, "traceparent: " + told, "tracestate: a=1");

    assertThat(seen.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    assertThat(seen.header("traceparent")).isNotEqualTo(told);
    assertThat(seen.has("tracestate")).isFalse();
  }

  @Test
  void trace_toldTwice_isReplaced() throws IOException {
    Message seen = seen(TRUSTING, "traceparent: " + TOLD, "traceparent: " + TOLD);

    assertThat(seen.headers("traceparent")).hasSize(1).doesNotContain(TOLD);
  }

  @Test
  void trace_thatIsNotSampled_saysSo() throws IOException {
    assertThat(seen("telemetry: { tracing: { sample: 0% } }").header("traceparent"))
        .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
  }

  @Test
  void trace_sampledInPart_saysSoOfThatPart() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).and("telemetry: { tracing: { sample: 50% } }"))) {
      for (int i = 0; i < 200; i++) {
        gateway.get("/");
      }

      List<String> told =
          storefront.requests().stream().map(request -> request.header("traceparent")).toList();
      assertThat(told).doesNotHaveDuplicates();
      assertThat(told.stream().filter(trace -> trace.endsWith("-01")).count()).isBetween(50L, 150L);
    }
  }

  @Test
  void trace_withoutPropagation_isAFieldLikeAnyOther() throws IOException {
    String off = "telemetry: { tracing: { propagate: false } }";

    assertThat(seen(off, "traceparent: x", "tracestate: y").header("traceparent")).isEqualTo("x");
    assertThat(seen(off).has("traceparent")).isFalse();
  }

  /** An attempt is no new request: both belong to the same parent. */
  @Test
  void trace_ofARequestThatIsSentAgain_isTheSame() throws IOException {
    String bad = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
    try (var storefront = RecordingStorefront.answering(_ -> bad);
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .backends("retries: { attempts: 1, on: [503], budget: 100% }"))) {
      gateway.get("/");

      List<String> told =
          storefront.requests().stream().map(request -> request.header("traceparent")).toList();
      assertThat(told).hasSize(2);
      assertThat(told.getFirst()).isEqualTo(told.getLast());
    }
  }

  @Test
  void line_ofARequest_hasTheTraceWhereItIsCalledOtherwise() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).and(TRUSTING))) {
      gateway.get("/");
      assertThat(gateway.outcome().trace()).isNull();

      gateway.request("GET / HTTP/1.1\r\nHost: a\r\ntraceparent: " + TOLD + "\r\n\r\n");
      assertThat(gateway.outcome().trace()).isEqualTo(TRACE);

      gateway.request("GET / HTTP/1.1\r\nHost: a\r\nX-Request-Id: cdn-1\r\n\r\n");
      assertThat(storefront.requests().getLast().header("traceparent"))
          .startsWith("00-" + gateway.outcome().trace() + "-");
    }
  }
}
