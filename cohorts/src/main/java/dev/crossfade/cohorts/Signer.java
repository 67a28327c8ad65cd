package dev.crossfade.cohorts;

import dev.crossfade.config.model.Secrets.CookieKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs what a browser keeps for us, and knows it again: {@code payload.key.signature}. The first
 * key signs, all verify, so that keys can be changed one after the other. Thread-safe.
 */
public final class Signer {
  private static final String ALGORITHM = "HmacSHA256";

  /** Of 32 bytes; 128 bits cannot be guessed, and a cookie travels with every request. */
  private static final int KEPT = 16;

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final String first;
  private final Map<String, Mac> keys;

  private Signer(String first, Map<String, Mac> keys) {
    this.first = first;
    this.keys = keys;
  }

  /** With at least one key. */
  public static Signer of(List<CookieKey> keys) {
    Map<String, Mac> macs = new LinkedHashMap<>();
    for (CookieKey key : keys) {
      macs.put(key.id(), mac(key.value()));
    }
    return new Signer(keys.getFirst().id(), macs);
  }

  private static Mac mac(String key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is in every JDK", e);
    }
  }

  /**
   * The payload, and what proves that it is ours.
   *
   * @param purpose what it is signed for; nothing signed for another passes as it
   * @param payload of the characters that a cookie may hold
   */
  public String sign(String purpose, String payload) {
    Mac mac = Objects.requireNonNull(keys.get(first), first);
    return payload + '.' + first + '.' + signature(mac, purpose, first, payload);
  }

  /** The payload; null: we did not sign this, or with a key that is no more. */
  public @Nullable String verify(String purpose, String token) {
    int last = token.lastIndexOf('.');
    int middle = last <= 0 ? -1 : token.lastIndexOf('.', last - 1);
    if (middle < 0) {
      return null;
    }
    String id = token.substring(middle + 1, last);
    Mac mac = keys.get(id);
    if (mac == null) {
      return null;
    }
    String payload = token.substring(0, middle);
    byte[] expected = bytes(signature(mac, purpose, id, payload));
    return MessageDigest.isEqual(expected, bytes(token.substring(last + 1))) ? payload : null;
  }

  /** Whether the key that signs now has signed this; only asked about what was verified. */
  public boolean isSignedByFirst(String token) {
    int last = token.lastIndexOf('.');
    return last > first.length() && token.startsWith('.' + first, last - first.length() - 1);
  }

  private static String signature(Mac key, String purpose, String id, String payload) {
    byte[] whole = copy(key).doFinal(bytes(purpose + '\n' + id + '\n' + payload));
    return ENCODER.encodeToString(Arrays.copyOf(whole, KEPT));
  }

  /** A Mac holds what it was given so far, so each use has its own. */
  private static Mac copy(Mac key) {
    try {
      return (Mac) key.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(ALGORITHM + " of the JDK can be copied", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
