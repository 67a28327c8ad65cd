package dev.crossfade.deploy.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Shows who sent a message, and when: {@code t=<unix seconds>,v1=<hex HMAC-SHA256 of t.body>}. The
 * time is signed too, so that a receiver can refuse an old message that somebody sends again.
 */
final class Signature {
  static final String HEADER = "X-Crossfade-Signature";
  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  static String of(String key, long seconds, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(UTF_8));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is part of every Java", e);
    }
  }
}
