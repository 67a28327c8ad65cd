package dev.crossfade.console.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Random texts that nobody can guess. */
final class Secrets {
  static final int LENGTH = 43;

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private Secrets() {}

  /** Another one: 256 bits in {@value #LENGTH} characters that stand anywhere unescaped. */
  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
