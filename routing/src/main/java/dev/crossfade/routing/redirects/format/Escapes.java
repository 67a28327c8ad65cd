package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.Normal;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Paths and queries of files that are hostile until shown otherwise. */
final class Escapes {
  private Escapes() {}

  static String path(String text) throws Refusal {
    checkPlain(text);
    return Normal.path(text);
  }

  static String query(String text) throws Refusal {
    checkPlain(text);
    return Normal.query(text);
  }

  /** Nothing that steers a line, a terminal or a header, and nothing longer than any address. */
  static void checkPlain(String text) throws Refusal {
    if (text.length() > Normal.LONGEST) {
      throw new Refusal(
          "an address of %d characters (expected: at most %d)"
              .formatted(text.length(), Normal.LONGEST));
    }
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c < ' ' || c == 0x7f || Character.getType(c) == Character.SURROGATE) {
        throw new Refusal("a control character in " + Excerpt.of(text) + " (expected: none)");
      }
      at += Character.charCount(c);
    }
  }

  /**
   * A path as servers see it that decode before they compare; to them {@code %27} and an apostrophe
   * are one.
   *
   * @throws Refusal when it would be taken for another path
   */
  static String decoded(String path) throws Refusal {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] bytes = new byte[path.length()];
    int length = 0;
    for (int at = 0; at < path.length(); at++) {
      char c = path.charAt(at);
      bytes[length++] = (byte) (c == '%' ? Integer.parseInt(path, at + 1, at + 3, 16) : c);
      at += c == '%' ? 2 : 0;
    }
    String text;
    try {
      text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal("the escapes of " + Excerpt.of(path) + ", which are no UTF-8");
    }
    String again = path(text);
    boolean isSame = again.equals(path) || decodesTo(again, text);
    if (!isSame || path.contains("%2F") || path.contains("%3F") || path.contains("%23")) {
      throw new Refusal("the escapes of " + Excerpt.of(path) + ", decoded");
    }
    return text;
  }

  /** Whether reading the text gave a path that servers decode to the same text. */
  private static boolean decodesTo(String path, String text) {
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8).equals(text);
  }
}
