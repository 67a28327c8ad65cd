package dev.crossfade.proxy;

import static dev.crossfade.proxy.RecordingStorefront.ok;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cases 38 and 40 of docs/wire-safety.md: little that would become much, and much that nobody
 * takes. What is held of it has an end.
 */
class WireSafetyMemoryTest {
  private static final int MB = 1 << 20;
  private static final long HELD = 32L * MB;
  private static final int MAX_HEADER_LIST_SIZE = 6;
  private static final int INITIAL_WINDOW_SIZE = 4;

  @ParameterizedTest(name = "38 (RFC 9113 §10.5.1): MAX_HEADER_LIST_SIZE {0}")
  @ValueSource(ints = {0, 1})
  void headerListSize_thatNoAnswerFits_harmsNobody(int size) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.send(H2Wire.SETTINGS, 0, 0, setting(MAX_HEADER_LIST_SIZE, size));
      client.request(1, true, "GET", "/");

      assertThat(client.refusal(1)).isIn("200", "RST_STREAM 2", "RST_STREAM 11", "GOAWAY 11");
      assertThat(gateway.get("/other").status()).isEqualTo(200);
      await().until(() -> gateway.requestsUnderWay() == 0);
    }
  }

  /** A hundred times a megabyte for a client whose windows never open. */
  @ParameterizedTest(name = "38 (RFC 9113 §6.9.2): a window of {0} for {1} streams")
  @CsvSource("0,100")
  void windows_thatNeverOpen_areHeldBackAndGivenUp(int window, int streams) throws IOException {
    long before = PlatformDependent.usedDirectMemory();
    String page = ok("x".repeat(MB));
    try (var storefront =
            RecordingStorefront.answering(r -> r.target().equals("/") ? page : ok("shop"));
        var gateway =
            Gateway.start(Shop.of(storefront).backends("timeouts: { idle: 500ms, total: 10s }"));
        var client = H2Wire.connect(gateway)) {
      client.send(H2Wire.SETTINGS, 0, 0, setting(INITIAL_WINDOW_SIZE, window));
      for (int i = 0; i < streams; i++) {
        client.request(2 * i + 1, true, "GET", "/");
      }
      await()
          .until(
              () -> {
                assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(HELD);
                assertThat(gateway.get("/other").text()).isEqualTo("shop");
                return storefront.requests().stream().filter(r -> r.target().equals("/")).count()
                        == streams
                    && gateway.requestsUnderWay() == 0;
              });
    }
  }

  /** RFC 7541 §4: one field of 4 KB in the table, and then a byte each time it is meant. */
  @ParameterizedTest(name = "38 (RFC 9113 §10.5.1): one field, {0} times by its index")
  @ValueSource(ints = {100, 10_000})
  void fieldsByIndex_thatBecomeTooMany_areRefused(int times) throws IOException {
    long before = PlatformDependent.usedDirectMemory();
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(H2Wire.block(H2Wire.fields("GET", "/")));
    byte[] field = H2Wire.block("x", "y".repeat(4_000));
    field[0] = 0x40; // to be kept in the table
    block.writeBytes(field);
    for (int i = 0; i < times; i++) {
      block.write(0x80 | 62);
    }
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.send(H2Wire.HEADERS, H2Wire.END_HEADERS | H2Wire.END_STREAM, 1, block.toByteArray());

      assertThat(client.refusal(1)).isIn("431", "RST_STREAM 1", "GOAWAY 1", "GOAWAY 11");
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(HELD);
      assertThat(gateway.get("/other").status()).isEqualTo(200);
      assertThat(storefront.connections()).isOne();
    }
  }

  private static byte[] setting(int name, int value) {
    return ByteBuffer.allocate(6).putShort((short) name).putInt(value).array();
  }

  @ParameterizedTest(name = "40 (RFC 9112 §9.3.2): 1,000 requests at once, unread, {0}")
  @EnumSource
  void requests_pipelinedAndUnread_areBoundedAndAnsweredInOrder(Delivery delivery)
      throws IOException {
    long before = PlatformDependent.usedDirectMemory();
    String filler = "x".repeat(64 << 10);
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    try (var storefront = RecordingStorefront.answering(r -> ok(r.target() + filler));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connectWithSmallBuffers()) {
      Thread sender =
          Thread.startVirtualThread(
              () -> {
                try {
                  delivery.send(client, requests.toString().getBytes(US_ASCII));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      Standstill.await(() -> storefront.requests().size());

      assertThat(storefront.requests()).hasSizeLessThan(1_000);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(HELD);
      assertThat(gateway.requestsUnderWay()).isLessThanOrEqualTo(1);
      for (int i = 0; i < 1_000; i++) {
        assertThat(client.readResponse().body()).isEqualTo("/" + i + filler);
      }
      assertThat(sender.isAlive()).isFalse();
    }
  }
}
