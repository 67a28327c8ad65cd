package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients and backends as shops have them, with the gateway between. */
class WebSocketClientsTest {
  @TempDir Path temp;

  @Test
  void library_speaksWithALibrary_asIfNobodyWereBetween() throws Exception {
    Heard heard = new Heard();
    try (var origin = EchoOrigin.plain();
        var storefront = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(storefront).legacy(origin.url()));
        var http = HttpClient.newHttpClient()) {
      URI uri = URI.create("ws://127.0.0.1:" + gateway.port() + "/chat");
      WebSocket socket =
          http.newWebSocketBuilder().buildAsync(uri, heard).get(10, TimeUnit.SECONDS);

      socket.sendText("grüß dich", true).get(10, TimeUnit.SECONDS);
      assertThat(heard.next()).isEqualTo("text grüß dich");
      socket.sendBinary(ByteBuffer.allocate(100_000), true).get(10, TimeUnit.SECONDS);
      assertThat(heard.next()).isEqualTo("100000 bytes");
      socket.sendPing(ByteBuffer.allocate(5)).get(10, TimeUnit.SECONDS);
      assertThat(heard.next()).isEqualTo("pong of 5");
      socket.sendClose(4_000, "enough").get(10, TimeUnit.SECONDS);
      assertThat(heard.next()).isEqualTo("closed 4000 enough");
    }
  }

  /** RFC 7692: compression is agreed upon end to end; what is compressed passes as it is. */
  @Test
  void message_compressedByTheClient_comesBackCompressedByTheBackend() throws IOException {
    byte[] text = "hello hello hello hello hello hello".repeat(3).getBytes(US_ASCII);
    byte[] frame = masked(0xc1, deflated(text)); // final, RSV1: compressed, text
    try (var origin = EchoOrigin.deflating();
        var storefront = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(storefront).legacy(origin.url()));
        var direct = Wire.connect(origin.address());
        var client = gateway.connect()) {
      String request = Handshake.request("/chat", "Sec-WebSocket-Extensions: permessage-deflate");
      Message answer = client.request(request);

      assertThat(answer.header("sec-websocket-extensions")).isEqualTo("permessage-deflate");
      assertThat(direct.request(request).status()).isEqualTo(101);
      byte[] expected = echo(direct.send(frame));
      assertThat(expected).hasSizeLessThan(text.length);
      assertThat(echo(client.send(frame))).isEqualTo(expected);
    }
  }

  /** The bytes of one small frame that came. */
  private static byte[] echo(Wire wire) throws IOException {
    byte[] head = wire.readBytes(2);
    assertThat(head[0] & 0xff).isEqualTo(0xc1);
    return wire.readBytes(head[1]);
  }

  private static byte[] deflated(byte[] text) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      deflater.setInput(text);
      byte[] out = new byte[125];
      int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
      return Arrays.copyOf(out, length - 4); // RFC 7692 §7.2.1: without the empty block
    }
  }

  /** A frame of less than 126 bytes; a mask of zeros is one as well. */
  private static byte[] masked(int first, byte[] payload) {
    return ByteBuffer.allocate(6 + payload.length)
        .put((byte) first)
        .put((byte) (0x80 | payload.length))
        .putInt(0)
        .put(payload)
        .array();
  }

  @Test
  void tunnel_overTls_passesBothWays() throws IOException {
    Certificates certificates = new Certificates(temp);
    String tls =
        "{ bind: \"127.0.0.1:0\", tls: { certificates: [ " + certificates.files("a") + " ] } }";
    try (var storefront = RecordingStorefront.running(Handshake.echoing());
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls));
        var client = Handshake.open(certificates.connect(gateway, 0, "a"))) {
      assertThat(client.send("hello").readBytes(5)).asString().isEqualTo("hello");
    }
  }

  /** Says in a line each what it was told. */
  private static final class Heard implements WebSocket.Listener {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private int received;

    String next() throws InterruptedException {
      return String.valueOf(lines.poll(10, TimeUnit.SECONDS));
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      lines.add("text " + data);
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      received += data.remaining();
      if (last) {
        lines.add(received + " bytes");
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      lines.add("pong of " + message.remaining());
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      lines.add("closed " + code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      lines.add(error.toString());
    }
  }
}
