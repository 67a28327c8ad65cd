package dev.crossfade.seo.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What an audit was asked for: two that were asked the same are one audit, and the second may go on
 * where the first stopped, if its input is the same still.
 *
 * @param audit its name
 * @param words what makes it this one and no other: addresses, names of files, and nothing of how
 *     fast or where to
 * @param input a fingerprint of what is in the files
 */
public record Asked(String audit, List<String> words, String input) {
  private static final int SHOWN = 12;

  public Asked {
    words = List.copyOf(words);
  }

  /** The same with what is in these files. */
  public static Asked of(String audit, List<String> words, List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      for (Path file : files) {
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(out);
        }
        digest.update((byte) 0xff); // one file's end is not the next one's beginning
      }
    }
    return new Asked(audit, words, HexFormat.of().formatHex(digest.digest()));
  }

  /** A name for its folder, such as {@code redirects-1f0c33a0b1c2}. */
  String name() {
    byte[] all = String.join("\0", words).getBytes(StandardCharsets.UTF_8);
    return audit + "-" + HexFormat.of().formatHex(sha256().digest(all)).substring(0, SHOWN);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
