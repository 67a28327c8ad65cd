package dev.crossfade.deploy.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** HMAC-SHA256 as RFC 2104 defines it, for keys of at most one block: not by what signs. */
final class Hmac {
  private static final int BLOCK = 64;

  private Hmac() {}

  static String hex(String key, String text) throws GeneralSecurityException {
    byte[] inner = hash(padded(key, 0x36), text.getBytes(UTF_8));
    return HexFormat.of().formatHex(hash(padded(key, 0x5c), inner));
  }

  private static byte[] padded(String key, int pad) {
    byte[] block = Arrays.copyOf(key.getBytes(UTF_8), BLOCK);
    for (int i = 0; i < BLOCK; i++) {
      block[i] ^= (byte) pad;
    }
    return block;
  }

  private static byte[] hash(byte[] first, byte[] then) throws GeneralSecurityException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(first);
    return sha256.digest(then);
  }
}
