package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http2.Http2Error;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of requests when a backend of HTTP/2 refuses, leaves, dies or talks nonsense. */
class UpstreamH2FailureTest {
  private static final String ONCE = "retries: { attempts: 0 }";

  /** RFC 9113 §8.7: it says that it did nothing, so it does not matter what was asked. */
  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST"})
  void request_refused_isSentAgain(String method) throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (var origin =
            H2Origin.plain(
                call -> {
                  if (calls.incrementAndGet() == 1) {
                    call.reset(Http2Error.REFUSED_STREAM);
                  } else {
                    call.answer("page");
                  }
                });
        var gateway = Gateway.start(origin.shop(ONCE))) {
      String request = method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
      assertThat(gateway.request(request).text()).isEqualTo("page");
      assertThat(gateway.outcome().retries()).isOne();
    }
  }

  @Test
  void request_refusedAgainAndAgain_is503() throws IOException {
    try (var origin = H2Origin.plain(call -> call.reset(Http2Error.REFUSED_STREAM));
        var gateway = Gateway.start(origin.shop(ONCE))) {
      assertThat(gateway.get("/").status()).isEqualTo(503);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_REFUSED);
      assertThat(origin.calls()).hasSize(2);
    }
  }

  @Test
  void post_reset_isSentOnce() throws IOException {
    try (var origin = H2Origin.plain(call -> call.reset(Http2Error.INTERNAL_ERROR));
        var gateway = Gateway.start(origin.shop())) {
      String request = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
      assertThat(gateway.request(request).status()).isEqualTo(502);
      assertThat(origin.calls()).hasSize(1);
    }
  }

  @Test
  void get_reset_isSentAgainOnTheSameConnection() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (var origin =
            H2Origin.plain(
                call -> {
                  if (calls.incrementAndGet() == 1) {
                    call.reset(Http2Error.INTERNAL_ERROR);
                  } else {
                    call.answer("page");
                  }
                });
        var gateway = Gateway.start(origin.shop())) {
      assertThat(gateway.get("/").text()).isEqualTo("page");
      assertThat(origin.connections()).isOne();
    }
  }

  @Test
  void answer_resetInItsMiddle_isCutOff() throws IOException {
    try (var origin =
            H2Origin.plain(
                call -> {
                  call.head(false, ":status", "200").data(false, "half");
                  call.reset(Http2Error.INTERNAL_ERROR);
                });
        var gateway = Gateway.start(origin.shop())) {
      assertThat(Visit.Version.HTTP_2.ask(gateway, "GET", "/").cut()).isTrue();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_CLOSED);
    }
  }

  /** Each connection says farewell after a few requests, whatever is on its way then. */
  @Test
  void requests_whileConnectionsSayFarewell_areAllAnswered() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger good = new AtomicInteger();
    try (var origin =
            H2Origin.plain(
                call -> {
                  if (calls.incrementAndGet() % 20 == 0) {
                    call.goAway();
                  }
                  call.answer("page");
                });
        var gateway = Gateway.start(origin.shop())) {
      try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 10; i++) {
          visitors.submit(() -> visit(gateway, good));
        }
      }
      assertThat(good).hasValue(400);
      assertThat(origin.connections()).isGreaterThan(5);
      await().until(() -> origin.openConnections() <= 1);
    }
  }

  private static int visit(Gateway gateway, AtomicInteger good) throws IOException {
    try (Wire client = gateway.connect()) {
      for (int i = 0; i < 40; i++) {
        if (client.get("/").status() == 200) {
          good.incrementAndGet();
        }
      }
      return good.get();
    }
  }

  @Test
  void connection_thatDies_costsNoIdempotentRequest() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (var origin =
            H2Origin.plain(
                call -> {
                  if (calls.incrementAndGet() == 5) {
                    call.cutConnection();
                  } else {
                    call.answer("page");
                  }
                });
        var gateway = Gateway.start(origin.shop(ONCE));
        var client = gateway.connect()) {
      for (int i = 0; i < 10; i++) {
        assertThat(client.get("/").text()).isEqualTo("page");
      }
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  /** One connection for many must not be the grave of all that come after. */
  @Test
  void connection_thatSaysNothing_isGivenUp() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    try (var origin =
            H2Origin.plain(
                call -> {
                  if (calls.incrementAndGet() == 1) {
                    call.connection().config().setAutoRead(false);
                  } else {
                    call.answer("page");
                  }
                });
        var gateway =
            Gateway.start(origin.shop(ONCE, "timeouts: { connect: 100ms, firstByte: 200ms }"))) {
      assertThat(gateway.get("/").status()).isEqualTo(504);

      assertThat(gateway.get("/").text()).isEqualTo("page");
      assertThat(origin.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-length:x",
        "connection:close",
        "transfer-encoding:chunked",
        "X-Upper:1",
        "x:a\rb",
        "x:a\nb",
        "x:a\0b",
        ":status:200",
        ":path:/",
        "content-length:9",
        "content-length:1",
      })
  void answer_malformed_is502(String field) throws IOException {
    int colon = field.indexOf(':', 1);
    try (var origin =
            H2Origin.plain(
                call -> {
                  call.head(
                      false,
                      ":status",
                      "200",
                      field.substring(0, colon),
                      field.substring(colon + 1).strip());
                  call.data(true, "page");
                });
        var gateway = Gateway.start(origin.shop(ONCE))) {
      Visit.Seen seen = Visit.Version.HTTP_2.ask(gateway, "GET", "/");

      assertThat(seen.status() == 502 || seen.cut()).isTrue();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_MALFORMED);
      await().until(() -> origin.openConnections() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "99", "2000", "abc", "101"})
  void answer_withoutAStatus_is502(String status) throws IOException {
    try (var origin = H2Origin.plain(call -> call.head(true, ":status", status));
        var gateway = Gateway.start(origin.shop(ONCE))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_MALFORMED);
    }
  }

  @Test
  void hints_withoutEnd_are502() throws IOException {
    try (var origin =
            H2Origin.plain(
                call -> {
                  for (int i = 0; i < 102; i++) {
                    call.head(false, ":status", "103");
                  }
                });
        var gateway = Gateway.start(origin.shop(ONCE));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/");
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_MALFORMED);
    }
  }

  /** An answer of HTTP/1.1, garbage, and frames that do not fit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        "\0\0\0\4\0\0\0\0\0\0\0\1\7\0\0\0\0\1x",
        "\0\0\0\4\0\0\0\0\0\0\0\4\0\0\0\0\0\3abcd",
        "\0\0\0\4\0\0\0\0\0\0\0\5\1\4\0\0\0\2\0\0\0\0\0",
        "\0\0\0\4\0\0\0\0\0\0\0\5\5\4\0\0\0\3\0\0\0\2\0",
      })
  void endpoint_thatTalksNonsense_is502(String bytes) throws IOException {
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readBytes(24);
                  wire.send(bytes);
                  wire.readToEnd();
                });
        var gateway = Gateway.start(Shop.of(storefront).backends("http2: true").backends(ONCE))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
      await().until(() -> storefront.openConnections() == 0);
    }
  }

  @Test
  void client_thatLeaves_takesItsRequestBack() throws IOException {
    try (var origin = H2Origin.plain(_ -> {});
        var gateway = Gateway.start(origin.shop())) {
      try (var client = gateway.connect()) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await().until(() -> origin.calls().size() == 1);
      }
      await().until(() -> !origin.calls().getFirst().isOpen());
      assertThat(origin.openConnections()).isOne();
    }
  }
}
