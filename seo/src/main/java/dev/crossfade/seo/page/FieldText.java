package dev.crossfade.seo.page;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The value of a header field as browsers read it. */
final class FieldText {
  private FieldText() {}

  /**
   * Fields come as a character for each byte; servers that write other letters into them unescaped
   * mean UTF-8.
   */
  static String of(String value) {
    boolean plain = true;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c > 0xff) {
        return value;
      }
      plain &= c < 0x80;
    }
    if (plain) {
      return value;
    }
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return value; // then it means what it is
    }
  }
}
