package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that take their time: server-sent events, and long polling. */
class EventStreamTest {
  private static final String STREAM =
      """
      HTTP/1.1 200 OK\r
      Content-Type: Text/Event-Stream; charset=utf-8\r
      Cache-Control: no-cache\r
      Transfer-Encoding: chunked\r
      \r
      """;

  /** One for each event that the storefront may send. */
  private final Semaphore turns = new Semaphore(0);

  private final BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
  private RecordingStorefront storefront;

  @BeforeEach
  void open() {
    storefront =
        RecordingStorefront.running(
            wire -> {
              Message request = wire.readRequest().orElseThrow();
              requests.add(request);
              String asked = request.target();
              if (asked.equals("/silent")) {
                wire.isEnded();
                return;
              }
              boolean poll = asked.equals("/poll");
              if (!poll) {
                wire.send(STREAM);
              }
              for (int i = 1; awaitTurn(); i++) {
                String event = "data: " + i + "\n\n";
                wire.send(
                    poll
                        ? RecordingStorefront.ok(event)
                        : Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
              }
            });
  }

  @AfterEach
  void close() {
    storefront.close();
  }

  private boolean awaitTurn() throws IOException {
    try {
      return turns.tryAcquire(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void events_overHttp1_arriveOneByOne() throws IOException {
    try (var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET /events HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 7\r\n\r\n");

      Message head = client.readHead().orElseThrow();
      assertThat(head.header("content-type")).isEqualTo("Text/Event-Stream; charset=utf-8");
      assertThat(head.header("cache-control")).isEqualTo("no-cache");
      for (int i = 1; i <= 3; i++) {
        turns.release();
        assertThat(client.readChunk()).asString().isEqualTo("data: " + i + "\n\n");
      }
      assertThat(requests.remove().header("last-event-id")).isEqualTo("7");
    }
  }

  @Test
  void events_overHttp2_arriveOneByOne() throws IOException {
    try (var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, true, "GET", "/events");

      client.await(H2Wire.HEADERS);
      for (int i = 1; i <= 3; i++) {
        turns.release();
        assertThat(client.await(H2Wire.DATA).bytes())
            .isEqualTo(("data: " + i + "\n\n").getBytes(US_ASCII));
      }
    }
  }

  /** Its end would be noticed by everybody who listens; that of a page that never comes is due. */
  @Test
  void events_forLongerThanAWholeExchange_goOn() throws IOException {
    Shop impatient = Shop.of(storefront).backends("timeouts: { total: 300ms }");
    try (var gateway = Gateway.start(impatient);
        var client = gateway.connect()) {
      client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();
      assertThat(gateway.get("/silent").status()).isEqualTo(504);

      turns.release();

      assertThat(client.readChunk()).asString().isEqualTo("data: 1\n\n");
    }
  }

  @Test
  void events_thatFallSilent_areCutOff() throws IOException {
    Shop impatient = Shop.of(storefront).backends("timeouts: { idle: 200ms }");
    try (var gateway = Gateway.start(impatient);
        var client = gateway.connect()) {
      client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();

      assertThat(client.isEnded()).isTrue();
      assertThat(gateway.outcome().error()).isEqualTo(Failure.IDLE_TIMEOUT);
    }
  }

  /** Or a backend would talk to nobody for hours. */
  @Test
  void events_nobodyListensToAnyMore_endAtTheBackend() throws IOException {
    try (var gateway = Gateway.start(Shop.of(storefront))) {
      try (var client = gateway.connect()) {
        client.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
        client.readHead();
      }
      turns.release(10);

      await().until(() -> gateway.requestsUnderWay() == 0);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CLIENT_GONE);
    }
  }

  /** Each answer is sent when there is news, and the next question comes at once. */
  @Test
  void poll_answeredLate_isAnsweredAsSoonAsThereIsNews() throws IOException {
    try (var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.send("GET /poll HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> requests.size() == 1);
      turns.release();

      assertThat(client.readResponse().text()).isEqualTo("data: 1\n\n");
    }
  }
}
