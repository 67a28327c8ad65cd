package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTP/2 to backends: messages both ways, over few connections. */
class UpstreamH2Test {
  private static final int LARGE = 24 << 20;
  private static final long BUFFERED = 12 << 20;

  @ParameterizedTest
  @EnumSource
  void request_ofEitherVersion_goesByHttp2(Visit.Version version) throws IOException {
    try (var origin = H2Origin.named("legacy");
        var gateway = Gateway.start(origin.shop());
        var visit = version.begin(gateway)) {
      for (int i = 0; i < 3; i++) {
        assertThat(visit.ask("GET", "/a?b=" + i)).isEqualTo(new Visit.Seen(200, "legacy", false));
      }

      H2Origin.Call call = origin.calls().getFirst();
      assertThat(call.field(":path")).isEqualTo("/a?b=0");
      assertThat(call.field(":scheme")).isEqualTo("http");
      assertThat(call.field(":authority")).isEqualTo("www.shop.example");
      assertThat(call.has("host")).isFalse();
      assertThat(call.has("te")).isFalse();
      assertThat(call.has("content-length")).isFalse();
      assertThat(origin.connections()).isOne();
    }
  }

  @ParameterizedTest
  @CsvSource({"HEAD,200,5", "GET,204,", "GET,304,5"})
  void answer_withoutABody_isPassedOn(String method, int status, String length) throws IOException {
    try (var origin =
            H2Origin.plain(
                call -> {
                  if (length == null) {
                    call.head(true, ":status", Integer.toString(status));
                  } else {
                    call.head(true, ":status", "" + status, "content-length", length);
                  }
                });
        var gateway = Gateway.start(origin.shop());
        var client = gateway.connect()) {
      for (int i = 0; i < 2; i++) {
        client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n");
        Message answer = client.readHead().orElseThrow();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.has("content-length")).isEqualTo(length != null);
      }
    }
  }

  @Test
  void post_inChunks_arrivesWithItsTrailers() throws IOException {
    try (var origin = H2Origin.plain(call -> call.answer(call.body() + call.trailer("x-sum")));
        var gateway = Gateway.start(origin.shop())) {
      assertThat(
              gateway
                  .request(
                      String.join(
                          "\r\n",
                          "POST / HTTP/1.1",
                          "Host: a",
                          "Transfer-Encoding: chunked",
                          "",
                          "5",
                          "hello",
                          "0",
                          "X-Sum: 7",
                          "",
                          ""))
                  .text())
          .isEqualTo("hello7");
    }
  }

  /** What gRPC needs: trailers are announced to be welcome, and come. */
  @Test
  void answer_withTrailers_isPassedOnWithThem() throws IOException {
    try (var origin =
            H2Origin.plain(
                call ->
                    call.head(false, ":status", "200")
                        .data(false, call.field("te"))
                        .head(true, "grpc-status", "0"));
        var gateway = Gateway.start(origin.shop());
        var client = H2Wire.connect(gateway)) {
      H2Wire.Answer answer = client.request(1, true, "POST", "/rpc", "te", "trailers").answer(1);

      assertThat(answer.body()).isEqualTo("trailers");
      assertThat(answer.header("grpc-status")).isEqualTo("0");
    }
  }

  @Test
  void hints_comeBeforeTheAnswer() throws IOException {
    try (var origin =
            H2Origin.plain(
                call -> {
                  call.head(false, ":status", "103", "link", "</a.css>");
                  call.answer("page");
                });
        var gateway = Gateway.start(origin.shop());
        var client = gateway.connect()) {
      assertThat(client.get("/").status()).isEqualTo(103);
      assertThat(client.readResponse().text()).isEqualTo("page");
    }
  }

  @Test
  void requests_atOnce_shareFewConnections() throws Exception {
    try (var origin = H2Origin.plain(call -> call.answer(call.field(":path")));
        var gateway = Gateway.start(origin.shop());
        var client = H2Wire.connect(gateway)) {
      for (int i = 0; i < 90; i++) {
        client.request(2 * i + 1, true, "GET", "/" + i);
      }
      for (int i = 0; i < 90; i++) {
        assertThat(client.answer(2 * i + 1).body()).isEqualTo("/" + i);
      }
      assertThat(origin.connections()).isOne();
      await().until(() -> gateway.legacy().getFirst().idle() == 1);
      assertThat(gateway.legacy().getFirst().active()).isZero();
      assertThat(gateway.legacy().getFirst().pending()).isZero();
    }
  }

  /** The endpoint takes two streams at a time; who comes third waits for one of them to end. */
  @Test
  void requests_moreThanAConnectionTakes_waitForTheirTurn() throws IOException {
    List<H2Origin.Call> held = new ArrayList<>();
    try (var origin =
            H2Origin.plain(
                new Http2Settings().maxConcurrentStreams(2),
                call -> {
                  held.add(call);
                  if (held.size() == 2) {
                    held.forEach(each -> each.answer("page"));
                    held.clear();
                  }
                });
        var gateway =
            Gateway.start(
                origin.shop("pool: { maxConnections: 1 }", "timeouts: { connect: 10s }"));
        var client = H2Wire.connect(gateway)) {
      for (int i = 0; i < 10; i++) {
        client.request(2 * i + 1, true, "GET", "/" + i);
      }
      for (int i = 0; i < 10; i++) {
        assertThat(client.answer(2 * i + 1).body()).isEqualTo("page");
      }
      assertThat(origin.connections()).isOne();
    }
  }

  @Test
  void requests_moreThanMayWait_are503() throws IOException {
    try (var origin = H2Origin.plain(new Http2Settings().maxConcurrentStreams(1), _ -> {});
        var gateway =
            Gateway.start(
                origin.shop(
                    "pool: { maxConnections: 1, maxPending: 0 }", "timeouts: { connect: 10s }"));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/first");
      await().until(() -> origin.calls().size() == 1);
      client.request(3, true, "GET", "/second");

      assertThat(client.answer(3).status()).isEqualTo("503");
      assertThat(gateway.outcome().error()).isEqualTo(Failure.BACKEND_BUSY);
    }
  }

  /** Others on the same connection are not held up by it. */
  @Test
  void answer_largeAndUnread_isHeldBackAndThenArrivesWhole() throws IOException {
    AtomicLong sent = new AtomicLong();
    try (var origin =
            H2Origin.plain(
                call -> {
                  if (call.field(":path").equals("/small")) {
                    call.answer("small");
                  } else {
                    call.head(false, ":status", "200", "content-length", "" + LARGE);
                    sendOn(call, sent);
                  }
                });
        var gateway = Gateway.start(origin.shop());
        var client = gateway.connectWithSmallBuffers();
        var other = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();
      Standstill.await(sent::get);

      assertThat(sent.get()).isLessThan(BUFFERED);
      assertThat(other.get("/small").text()).isEqualTo("small");
      assertThat(client.skip(LARGE)).isEqualTo(LARGE);
    }
  }

  private static void sendOn(H2Origin.Call call, AtomicLong sent) {
    int part = 1 << 16;
    long before = sent.get();
    call.data(
        before + part >= LARGE,
        Unpooled.wrappedBuffer(new byte[part]),
        () -> {
          if (sent.addAndGet(part) < LARGE) {
            sendOn(call, sent);
          }
        });
  }

  @Test
  void post_largeAndUnread_isHeldBackAndThenArrivesWhole() throws Exception {
    AtomicLong sent = new AtomicLong();
    try (var origin =
            H2Origin.plain(
                new H2Origin.Script() {
                  @Override
                  public void onHead(H2Origin.Call call) {
                    call.reading(false);
                  }

                  @Override
                  public void onEnd(H2Origin.Call call) {
                    call.answer(Long.toString(call.received()));
                  }
                });
        var gateway = Gateway.start(origin.shop());
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + LARGE + "\r\n\r\n");
      Thread sender = Thread.startVirtualThread(() -> sendLarge(client, sent));
      Standstill.await(sent::get);

      assertThat(sent.get()).isLessThan(BUFFERED);
      origin.calls().getFirst().reading(true);
      assertThat(client.readResponse().text()).isEqualTo(Integer.toString(LARGE));
      sender.join();
    }
  }

  private static void sendLarge(Wire client, AtomicLong sent) {
    byte[] part = new byte[1 << 16];
    try {
      for (int i = 0; i < LARGE / part.length; i++) {
        client.send(part);
        sent.addAndGet(part.length);
      }
    } catch (IOException _) {
      // What arrived is counted where it arrives.
    }
  }

  @Test
  void answer_beforeTheUploadEnds_isRelayed() throws IOException {
    try (var origin =
            H2Origin.plain(
                new H2Origin.Script() {
                  @Override
                  public void onHead(H2Origin.Call call) {
                    call.head(false, ":status", "413", "content-length", "2").data(true, "no");
                  }

                  @Override
                  public void onEnd(H2Origin.Call call) {}
                });
        var gateway = Gateway.start(origin.shop());
        var client = gateway.connect()) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf");

      Message answer = client.readResponse();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).isEqualTo("no");
    }
  }

  @Test
  void connection_idleForLong_isClosed() throws IOException {
    try (var origin = H2Origin.named("legacy");
        var gateway = Gateway.start(origin.shop("pool: { idle: 100ms }"))) {
      assertThat(gateway.get("/").status()).isEqualTo(200);

      await().until(() -> origin.openConnections() == 0);
      assertThat(gateway.legacy().getFirst().idle()).isZero();
    }
  }

  @Test
  void connection_ofAnOldConfiguration_isClosed() throws IOException {
    try (var origin = H2Origin.named("before");
        var other = H2Origin.named("after");
        var gateway = Gateway.start(origin.shop())) {
      assertThat(gateway.get("/").text()).isEqualTo("before");
      gateway.activate(other.shop());

      assertThat(gateway.get("/").text()).isEqualTo("after");
      await().until(() -> origin.openConnections() == 0);
    }
  }

  @Test
  void healthCheck_speaksHttp2() throws IOException {
    try (var origin = H2Origin.plain(call -> call.answer("fine"));
        var gateway = Gateway.start(origin.shop("health: { path: /healthz, interval: 100ms }"))) {
      await().until(() -> origin.calls().size() > 3);

      assertThat(origin.calls().getFirst().field(":path")).isEqualTo("/healthz");
      assertThat(gateway.legacy().getFirst().healthy()).isTrue();
    }
  }
}
