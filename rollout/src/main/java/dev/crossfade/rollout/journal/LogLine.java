package dev.crossfade.rollout.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of every line of the log: eight hex digits of CRC-32C over the JSON, a space, the JSON,
 * a line feed. JSON escapes control characters, so neither a line feed nor a NUL is ever inside.
 */
final class LogLine {
  /** How large the JSON of one line may be: room for the largest config text. */
  static final int MAX_JSON = 16 << 20;

  /** How large a line may be, line feed included. */
  static final int MAX_LINE = LogLine.PREFIX + MAX_JSON + 1;

  private static final int PREFIX = 9;

  /** Fractions stay decimal, so that what was read is written again as the same characters. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private LogLine() {}

  /** The line with its line feed. */
  static byte[] encode(ObjectNode json) {
    byte[] text;
    try {
      text = JSON.writeValueAsBytes(json);
    } catch (JacksonException e) {
      throw new JournalException("journal: entry is not JSON: " + e.getOriginalMessage(), e);
    }
    if (text.length > MAX_JSON) {
      throw new JournalException(
          "journal: entry of " + text.length + " bytes (expected: at most " + MAX_JSON + ")");
    }
    byte[] line = new byte[PREFIX + text.length + 1];
    System.arraycopy(checksum(text, 0).getBytes(ISO_8859_1), 0, line, 0, PREFIX - 1);
    line[PREFIX - 1] = ' ';
    System.arraycopy(text, 0, line, PREFIX, text.length);
    line[line.length - 1] = '\n';
    return line;
  }

  /** What {@link #encode} was given, from the line with its line feed. */
  static ObjectNode decode(byte[] line) throws DamagedLine {
    if (line.length == 0 || line[line.length - 1] != '\n') {
      throw new DamagedLine("the line does not end");
    }
    if (line.length < PREFIX + 1 || line[PREFIX - 1] != ' ') {
      throw new DamagedLine("the line does not start with a checksum");
    }
    String expected = checksum(line, PREFIX, line.length - PREFIX - 1);
    String found = new String(line, 0, PREFIX - 1, ISO_8859_1);
    if (!found.equals(expected)) {
      throw new DamagedLine("checksum " + printable(found) + " (expected: " + expected + ")");
    }
    try {
      JsonNode json = JSON.readTree(line, PREFIX, line.length - PREFIX - 1);
      if (json instanceof ObjectNode object) {
        return object;
      }
      throw new DamagedLine("JSON " + json.getNodeType() + " (expected: OBJECT)");
    } catch (JacksonException e) {
      throw new DamagedLine("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String checksum(byte[] bytes, int from) {
    return checksum(bytes, from, bytes.length - from);
  }

  private static String checksum(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private static String printable(String found) {
    return found.replaceAll("[^!-~]", "?");
  }
}
