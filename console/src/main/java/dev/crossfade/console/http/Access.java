package dev.crossfade.console.http;

import dev.crossfade.config.model.Admin;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what on the admin port. With tokens: whoever bears one. Without: this machine only, as
 * operator, and never on behalf of a page that a browser happens to show (Host and Origin must be
 * our own, against DNS rebinding and forged requests).
 */
final class Access {
  private static final String BEARER = "Bearer ";
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "::1");

  private Access() {}

  /** Who asks; null: nobody we know. */
  static @Nullable Actor identify(HttpServerRequest request, Admin admin) {
    if (admin.tokens().isEmpty()) {
      return isFromHere(request) ? new Actor("local", Admin.Role.OPERATOR) : null;
    }
    String header = request.getHeader("authorization");
    if (header == null || !header.startsWith(BEARER)) {
      return null;
    }
    byte[] digest = sha256(header.substring(BEARER.length()).strip());
    Actor found = null;
    // All are compared, each in constant time: the time taken tells nothing.
    for (Admin.Token token : admin.tokens()) {
      byte[] wanted = HexFormat.of().parseHex(token.sha256().toLowerCase(Locale.ROOT));
      if (MessageDigest.isEqual(wanted, digest)) {
        found = new Actor(token.name(), token.role());
      }
    }
    return found;
  }

  /** Whether a browser was made to send this by a page that is not ours. */
  static boolean isForeign(HttpServerRequest request, Admin admin) {
    String host = name(request.getHeader("host"));
    if (admin.tokens().isEmpty() && !LOOPBACK_NAMES.contains(host)) {
      return true;
    }
    boolean acts =
        !request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD);
    String origin = request.getHeader("origin");
    return acts
        && origin != null
        && !origin.replaceFirst("^https?://", "").equals(request.getHeader("host"));
  }

  private static String name(@Nullable String host) {
    if (host == null) {
      return "";
    }
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.startsWith("[")) {
      int end = lower.indexOf(']');
      return end < 0 ? "" : lower.substring(1, end);
    }
    int colon = lower.indexOf(':');
    return colon < 0 ? lower : lower.substring(0, colon);
  }

  private static boolean isFromHere(HttpServerRequest request) {
    try {
      return InetAddress.getByName(request.remoteAddress().hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
