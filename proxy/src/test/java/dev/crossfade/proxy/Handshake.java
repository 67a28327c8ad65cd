package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The opening handshake of WebSocket (RFC 6455 §4), written by hand on both sides. */
final class Handshake {
  static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  static final String VERSION = "Sec-WebSocket-Version: 13";

  /** RFC 6455 §1.3: what the server proves with that it read the key. */
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private Handshake() {}

  /** A request that asks for it, with further fields. */
  static String request(String target, String... more) {
    return head("GET " + target + " HTTP/1.1", KEY, VERSION, String.join("\r\n", more));
  }

  /** A head that asks for an upgrade, well or badly; empty lines are left out. */
  static String head(String start, String... fields) {
    StringBuilder head = new StringBuilder(start).append("\r\nHost: www.shop.example\r\n");
    head.append("Connection: Upgrade\r\nUpgrade: websocket\r\n");
    for (String field : fields) {
      head.append(field).append(field.isEmpty() ? "" : "\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** The answer that agrees to a request, with further fields. */
  static String granted(Message request, String... more) {
    StringBuilder head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
    head.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
    head.append("Sec-WebSocket-Accept: ").append(accept(request)).append("\r\n");
    for (String field : more) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** What a request's key is answered with. */
  static String accept(Message request) {
    try {
      byte[] proof = (request.header("sec-websocket-key") + GUID).getBytes(US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(proof);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Agrees to the first request of each connection and goes on by a script. */
  static RecordingStorefront.Script granting(RecordingStorefront.Script tunnel) {
    return wire -> {
      wire.send(granted(asked(wire)));
      tunnel.serve(wire);
    };
  }

  /** Says every byte again. */
  static RecordingStorefront.Script echoing() {
    return granting(
        wire -> {
          while (true) {
            wire.send(wire.readBytes(1));
          }
        });
  }

  static Message asked(Wire wire) throws IOException {
    return wire.readHead().orElseThrow(() -> new EOFException("closed without a request"));
  }

  /** A client whose tunnel stands. */
  static Wire open(Gateway gateway) throws IOException {
    return open(gateway.connect());
  }

  static Wire open(Wire client) throws IOException {
    assertThat(client.request(request("/chat")).status()).isEqualTo(101);
    return client;
  }
}
