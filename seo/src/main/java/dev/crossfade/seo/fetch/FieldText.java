package dev.crossfade.seo.fetch;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of fields. They come as bytes that were taken for Latin-1; what is UTF-8 is read as
 * that, as browsers do with a Location.
 */
final class FieldText {
  private FieldText() {}

  static Map<String, List<String>> of(Map<String, List<String>> raw) {
    Map<String, List<String>> read = new HashMap<>();
    raw.forEach(
        (name, values) -> {
          if (!name.startsWith(":")) { // what HTTP/2 says of itself
            read.put(name, values.stream().map(FieldText::of).toList());
          }
        });
    return read;
  }

  private static String of(String raw) {
    if (raw.chars().allMatch(c -> c < 0x80)) {
      return raw;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(java.nio.ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException _) {
      return raw;
    }
  }
}
