package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * One spelling of a case of docs/wire-safety.md that comes over HTTP/1.
 *
 * @param number the case
 * @param section what says so
 * @param what how this spelling differs from the others of the case
 * @param bytes what is sent, a character for each byte
 */
record Hostile(int number, String section, String what, String bytes) {
  static final String FOLLOW_UP = "GET /follow-up HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final int MOST_SHOWN = 60;

  /**
   * The spellings of a case. In all texts {@code |} stands for CR LF.
   *
   * @param template what is sent, with {@code %s} for the spelling
   */
  static Stream<Hostile> each(int number, String section, String template, String... spellings) {
    return Arrays.stream(spellings)
        .map(text -> new Hostile(number, section, text, lines(template.replace("%s", text))));
  }

  static String lines(String text) {
    return text.replace("|", "\r\n");
  }

  /** Each of them in each delivery. */
  static Stream<Arguments> delivered(List<Stream<Hostile>> cases) {
    return cases.stream()
        .flatMap(spellings -> spellings)
        .flatMap(hostile -> Stream.of(Delivery.values()).map(how -> Arguments.of(hostile, how)));
  }

  /** Sends it as far as the other side takes it, and a harmless request right behind it. */
  void send(Wire wire, Delivery delivery) throws IOException {
    try {
      delivery.send(wire, (bytes + FOLLOW_UP).getBytes(ISO_8859_1));
    } catch (SocketException _) {
      // Refused before all was sent; what was answered can be read nevertheless.
    }
  }

  /** For the names of tests, so without control characters. */
  @Override
  public String toString() {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < what.length() && shown.length() < MOST_SHOWN; i++) {
      char c = what.charAt(i);
      boolean plain = c >= ' ' && c < 0x7f;
      shown.append(plain ? String.valueOf(c) : "\\x%02x".formatted((int) c));
    }
    return "%02d (%s): %s".formatted(number, section, shown);
  }
}
