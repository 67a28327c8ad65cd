package dev.crossfade.console.access;

import dev.crossfade.config.model.Admin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The tokens of the configuration, of which we know hashes only. */
final class Tokens {
  private Tokens() {}

  /** Whose token this is. All are compared, each in constant time: the time taken tells nothing. */
  static Optional<Admin.Token> find(Admin admin, String token) {
    return byHash(admin, sha256(token));
  }

  /** The token with this hash, in hex. */
  static Optional<Admin.Token> byHash(Admin admin, String sha256) {
    Optional<Admin.Token> found = Optional.empty();
    for (Admin.Token token : admin.tokens()) {
      if (equal(hash(token), sha256)) {
        found = Optional.of(token);
      }
    }
    return found;
  }

  /** The hash of a token as {@link #sha256} writes it. */
  static String hash(Admin.Token token) {
    return token.sha256().toLowerCase(Locale.ROOT);
  }

  static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Compares without telling by the time taken where the first difference is. */
  static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
