package dev.crossfade.proxy;

import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cases 36 to 38 of docs/wire-safety.md: frames that cost a client nothing and could cost us much.
 * The connection ends, its work in the shop with it, and others do not notice.
 */
class WireSafetyFloodTest {
  private static final int TIMES = 10_000;
  private static final int MB = 1 << 20;

  /** What one client may have us hold, whatever it does. */
  private static final long HELD = 32L * MB;

  /** Streams at once and resets in half a minute, as they are by default. */
  private static final int MOST_STREAMS = 128;

  private static final int MOST_RESETS = 200;

  /** What follows each request. */
  enum Junk {
    RESET,
    WINDOW_UPDATE_OF_ZERO,
    WINDOW_UPDATE_BEYOND_ALL,
    HEADERS_AGAIN,
    DATA_AFTER_THE_END,
    PRIORITY_OF_A_BAD_LENGTH;

    byte[] frame(int stream) {
      return switch (this) {
        case RESET -> H2Wire.frame(H2Wire.RST_STREAM, 0, stream, H2Wire.number(H2Wire.CANCEL));
        case WINDOW_UPDATE_OF_ZERO -> H2Wire.frame(H2Wire.WINDOW_UPDATE, 0, stream, new byte[4]);
        case WINDOW_UPDATE_BEYOND_ALL ->
            H2Wire.frame(H2Wire.WINDOW_UPDATE, 0, stream, H2Wire.number(Integer.MAX_VALUE));
        case HEADERS_AGAIN -> request(stream);
        case DATA_AFTER_THE_END -> H2Wire.frame(H2Wire.DATA, 0, stream, new byte[10]);
        case PRIORITY_OF_A_BAD_LENGTH -> H2Wire.frame(H2Wire.PRIORITY, 0, stream, new byte[4]);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @ParameterizedTest(name = "36 (RFC 9113 §10.5): 10,000 requests, each with a {0}")
  @EnumSource(names = "RESET")
  void resets_endTheConnectionAndStayUnderTheLimit(Junk junk) throws Exception {
    assertEnds(flood(junk));
  }

  @ParameterizedTest(name = "37 (RFC 9113 §5.1): 10,000 requests, each with {0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESET")
  void junkAfterTheEnd_endsTheConnectionAndItsWork(Junk junk) throws Exception {
    assertEnds(flood(junk));
  }

  @ParameterizedTest(name = "38 (RFC 9113 §10.5): {0} times an empty CONTINUATION")
  @ValueSource(ints = TIMES)
  void continuations_endTheConnection(int times) throws Exception {
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    byte[] block = H2Wire.block(H2Wire.fields("GET", "/held"));
    flood.writeBytes(H2Wire.frame(H2Wire.HEADERS, H2Wire.END_STREAM, 1, block));
    for (int i = 0; i < times; i++) {
      flood.writeBytes(H2Wire.frame(H2Wire.CONTINUATION, 0, 1, new byte[0]));
    }
    assertEnds(flood.toByteArray());
  }

  private static byte[] request(int stream) {
    return H2Wire.frame(
        H2Wire.HEADERS,
        H2Wire.END_HEADERS | H2Wire.END_STREAM,
        stream,
        H2Wire.block(H2Wire.fields("GET", "/held")));
  }

  private static byte[] flood(Junk junk) {
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int stream = 1; stream < 2 * TIMES; stream += 2) {
      flood.writeBytes(request(stream));
      flood.writeBytes(junk.frame(stream));
    }
    return flood.toByteArray();
  }

  private static void assertEnds(byte[] flood) throws Exception {
    long before = PlatformDependent.usedDirectMemory();
    try (var storefront = RecordingStorefront.running(WireSafetyFloodTest::answerOrHold);
        var gateway = Gateway.start(Shop.of(storefront));
        var other = Visit.Version.HTTP_2.begin(gateway);
        var client = H2Wire.connect(gateway)) {
      client.await(H2Wire.SETTINGS);
      Thread sender = Thread.startVirtualThread(() -> send(client, flood));
      boolean over = false;
      while (!over) {
        over = !sender.isAlive();
        assertThat(other.ask("GET", "/page").body()).isEqualTo("shop");
        assertThat(gateway.requestsUnderWay()).isLessThanOrEqualTo(MOST_STREAMS);
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(HELD);
      }

      assertThat(client.isEnded()).isTrue();
      await().until(() -> gateway.requestsUnderWay() == 0);
      assertThat(storefront.connections()).isLessThan(MOST_STREAMS + MOST_RESETS + 10);
      assertThat(Visit.Version.HTTP_1.ask(gateway, "GET", "/page").body()).isEqualTo("shop");
    }
  }

  /** Never answers what it is to hold; only the gateway can end that. */
  private static void answerOrHold(Wire wire) throws IOException {
    Message request = wire.readRequest().orElse(null);
    while (request != null) {
      if (request.target().equals("/held")) {
        wire.skip(Long.MAX_VALUE);
        return;
      }
      wire.send(ok("shop"));
      request = wire.readRequest().orElse(null);
    }
  }

  private static void send(H2Wire client, byte[] flood) {
    try {
      client.send(flood);
    } catch (SocketException _) {
      // Ended before all was sent, as it should be.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Frames that must be answered, by the dozen, from somebody who does not read the answers. */
  enum Unread {
    PING,
    SETTINGS;

    byte[] frame() {
      return switch (this) {
        case PING -> H2Wire.frame(H2Wire.PING, 0, 0, new byte[8]);
        case SETTINGS -> H2Wire.frame(H2Wire.SETTINGS, 0, 0, new byte[0]);
      };
    }
  }

  @ParameterizedTest(name = "38 (RFC 9113 §10.5): 200,000 times {0}, the answers unread")
  @EnumSource
  void answersUnread_areBounded(Unread kind) throws Exception {
    long before = PlatformDependent.usedDirectMemory();
    ByteArrayOutputStream flood = new ByteArrayOutputStream();
    for (int i = 0; i < 200_000; i++) {
      flood.writeBytes(kind.frame());
    }
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront));
        var other = Visit.Version.HTTP_2.begin(gateway);
        var client = new H2Wire(gateway.connectWithSmallBuffers())) {
      Thread sender = Thread.startVirtualThread(() -> send(client, flood.toByteArray()));
      for (int i = 0; i < 100; i++) {
        assertThat(other.ask("GET", "/page").body()).isEqualTo("shop");
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(HELD);
      }
      sender.join(Duration.ofSeconds(20));
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(HELD);
      client.leave();
      sender.join();

      await().until(() -> gateway.plane().connectionCount() == 1);
      assertThat(other.ask("GET", "/page").body()).isEqualTo("shop");
    }
  }
}
