package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names the state that something is in: another one when any part of it is another. */
final class Versioned {
  private static final int BYTES = 8;

  private Versioned() {}

  static String of(@Nullable Object... parts) {
    try {
      byte[] text = Arrays.toString(parts).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text), 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this JDK", e);
    }
  }
}
