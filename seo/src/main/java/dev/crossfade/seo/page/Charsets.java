package dev.crossfade.seo.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which characters the bytes of a page are, decided as browsers do (WHATWG Encoding and HTML
 * §13.2.3): by a byte order mark, else by Content-Type, else by a meta element at the beginning,
 * else UTF-8 where the bytes are that, and windows-1252 where not.
 */
public final class Charsets {
  /** How far a meta element is looked for; browsers do for 1024 bytes, and notice later ones. */
  private static final int SNIFFED = 4096;

  private static final int LONGEST_NAME = 40;

  /** What the web means by charsets, by the names that Java has for them. */
  private static final Map<String, String> ON_THE_WEB =
      Map.ofEntries(
          Map.entry("ISO-8859-1", "windows-1252"),
          Map.entry("US-ASCII", "windows-1252"),
          Map.entry("ISO-8859-9", "windows-1254"),
          Map.entry("x-iso-8859-11", "x-windows-874"),
          Map.entry("TIS-620", "x-windows-874"),
          Map.entry("GB2312", "GB18030"),
          Map.entry("GBK", "GB18030"),
          Map.entry("Shift_JIS", "windows-31j"),
          Map.entry("EUC-KR", "x-windows-949"),
          Map.entry("UTF-16", "UTF-16LE"));

  /** Names that Java does not know. */
  private static final Map<String, String> UNKNOWN_TO_JAVA =
      Map.of(
          "iso88591", "windows-1252",
          "x-cp1252", "windows-1252",
          "x-gbk", "GB18030",
          "iso-8859-8-i", "ISO-8859-8",
          "macintosh", "x-MacRoman");

  private static final Pattern META =
      Pattern.compile("<meta[\\s/][^>]*?charset\\s*=\\s*[\"']?\\s*([^\\s\"'/>;]{1,40})");

  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final char UNKNOWN = '\ufffd';

  private Charsets() {}

  /** The text of a page, without its byte order mark. What is no character becomes U+FFFD. */
  public static String decode(byte[] body, String contentType) {
    return decode(body, body.length, contentType, new Troubles());
  }

  /**
   * The charset that a Content-Type names.
   *
   * @return null: none that we know
   */
  public static @Nullable Charset named(String contentType) {
    String name = name(contentType);
    return name.isEmpty() ? null : charset(name);
  }

  static String decode(byte[] body, int length, String contentType, Troubles troubles) {
    if (starts(body, length, 0xef, 0xbb, 0xbf)) {
      return new String(body, 3, length - 3, StandardCharsets.UTF_8);
    }
    if (starts(body, length, 0xfe, 0xff)) {
      return new String(body, 2, length - 2, StandardCharsets.UTF_16BE);
    }
    if (starts(body, length, 0xff, 0xfe)) {
      return new String(body, 2, length - 2, StandardCharsets.UTF_16LE);
    }
    String name = name(contentType);
    Charset charset = name.isEmpty() ? null : charset(name);
    if (charset == null && !name.isEmpty()) {
      unknown(troubles, "content-type", name);
    }
    if (charset == null) {
      charset = sniffed(body, length, troubles);
    }
    return charset == null ? guessed(body, length) : new String(body, 0, length, charset);
  }

  private static void unknown(Troubles troubles, String where, String name) {
    troubles.add("charset: " + name + " of " + where + " is none that is known");
  }

  private static @Nullable Charset sniffed(byte[] body, int length, Troubles troubles) {
    String start =
        new String(body, 0, Math.min(length, SNIFFED), StandardCharsets.ISO_8859_1)
            .toLowerCase(Locale.ROOT);
    Matcher meta = META.matcher(COMMENT.matcher(start).replaceAll(" "));
    if (!meta.find()) {
      return null;
    }
    Charset charset = charset(meta.group(1));
    if (charset == null) {
      unknown(troubles, "meta", meta.group(1));
    }
    // Who could read the element did not read UTF-16.
    return charset != null && charset.name().startsWith("UTF-16")
        ? StandardCharsets.UTF_8
        : charset;
  }

  /** The last character may be half there. */
  private static String guessed(byte[] body, int length) {
    String text = new String(body, 0, length, StandardCharsets.UTF_8);
    int bad = text.indexOf(UNKNOWN);
    if (bad < 0 || bad >= text.length() - 1 || isUtf8(body, length)) {
      return text;
    }
    Charset western = charset("windows-1252");
    return western == null ? text : new String(body, 0, length, western);
  }

  private static boolean isUtf8(byte[] body, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body, 0, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean starts(byte[] body, int length, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= length || (body[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Empty: none is named. */
  private static String name(String contentType) {
    String lower = contentType.toLowerCase(Locale.ROOT);
    int at = lower.indexOf("charset=");
    if (at < 0) {
      return "";
    }
    int from = at + "charset=".length();
    int end = lower.indexOf(';', from);
    String name = lower.substring(from, end < 0 ? lower.length() : end);
    return Line.of(name.replace("\"", "").replace("'", ""), LONGEST_NAME);
  }

  private static @Nullable Charset charset(String name) {
    try {
      Charset named = Charset.forName(UNKNOWN_TO_JAVA.getOrDefault(name, name));
      String meant = ON_THE_WEB.get(named.name());
      return meant == null ? named : Charset.forName(meant);
    } catch (IllegalArgumentException e) {
      return null; // a name that no charset has, or none can have
    }
  }
}
