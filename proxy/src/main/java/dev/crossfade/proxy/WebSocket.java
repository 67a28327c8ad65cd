package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The opening of a WebSocket (RFC 6455 §4). It is the one protocol that is upgraded to. */
final class WebSocket {
  private static final String NAME = "websocket";
  private static final String VERSION = "13";
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private WebSocket() {}

  /** Any other wish is not heard. */
  static boolean isAskedFor(Head request) {
    return request.has(Name.UPGRADE) && request.isHttp11() && isNamed(request);
  }

  /** §4.1. A body before the tunnel would be read by some as the tunnel's first bytes. */
  static boolean isWellAskedFor(Head request) {
    int version = request.find(Name.SEC_WEBSOCKET_VERSION);
    return request.isMethod("GET")
        && request.count(Name.SEC_WEBSOCKET_KEY) == 1
        && version >= 0
        && request.isValue(version, VERSION)
        && !request.has(Name.CONTENT_LENGTH)
        && !request.has(Name.TRANSFER_ENCODING);
  }

  /** Whether the 101 is about a WebSocket. */
  static boolean isAgreed(Head answer) {
    return isNamed(answer);
  }

  private static boolean isNamed(Head head) {
    return head.hasToken(Name.CONNECTION, "upgrade") && head.hasToken(Name.UPGRADE, NAME);
  }

  /** Whether who agrees has read the key; for clients that did not send one themselves. */
  static boolean isProven(Head request, Head answer) {
    String key = request.text(Name.SEC_WEBSOCKET_KEY);
    return key != null && proof(key).equals(answer.text(Name.SEC_WEBSOCKET_ACCEPT));
  }

  private static String proof(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
