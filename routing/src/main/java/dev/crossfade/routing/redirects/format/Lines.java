package dev.crossfade.routing.redirects.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, whatever ends them: LF, CR LF or CR. A line that is no UTF-8 is read as
 * Windows-1252, in which spreadsheets of the West save; one that is too long is a problem and
 * skipped, so that no file makes us hold more than a line.
 */
final class Lines {
  static final int LONGEST = 32 * 1024;

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private final InputStream in;
  private final Rules rules;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final byte[] block = new byte[LONGEST];
  private int at;
  private int end;
  private byte[] line = new byte[256];
  private int length;
  private int number;
  private boolean afterReturn;

  /** The rules are told of every line where they are. */
  Lines(InputStream in, Rules rules) {
    this.in = in;
    this.rules = rules;
  }

  /** The next line without its end; null: there is none. */
  @Nullable String next() throws IOException {
    String plain = plainLine();
    if (plain != null) {
      return plain;
    }
    while (readLine()) {
      number++;
      if (length > LONGEST) {
        rules.onLine(number, false);
        rules.problem("a line of more than " + LONGEST + " bytes (expected: one redirect)");
      } else {
        return text();
      }
    }
    return null;
  }

  /** A line of ASCII that the block has whole, as most are; null: it must be put together. */
  private @Nullable String plainLine() {
    if (afterReturn && at < end) {
      at += block[at] == '\n' ? 1 : 0;
      afterReturn = false;
    }
    for (int i = at; i < end && block[i] >= 0; i++) {
      if (block[i] == '\n' || block[i] == '\r') {
        String text = new String(block, at, i - at, StandardCharsets.US_ASCII);
        afterReturn = block[i] == '\r';
        at = i + 1;
        number++;
        rules.onLine(number, false);
        return text;
      }
    }
    return null;
  }

  private String text() {
    String text;
    try {
      text = utf8.decode(ByteBuffer.wrap(line, 0, length)).toString();
      rules.onLine(number, false);
    } catch (CharacterCodingException e) {
      text = new String(line, 0, length, WINDOWS);
      rules.onLine(number, true);
    }
    return text;
  }

  /** False: the file is at its end. Of a line that is too long, only the length is right. */
  private boolean readLine() throws IOException {
    length = 0;
    boolean any = false;
    while (at < end || fill()) {
      byte b = block[at++];
      if (b == '\n' && afterReturn) {
        afterReturn = false;
        continue;
      }
      any = true;
      afterReturn = b == '\r';
      if (b == '\n' || b == '\r') {
        return true;
      }
      append(b);
    }
    return any;
  }

  private void append(byte b) {
    if (length == line.length && length <= LONGEST) {
      line = Arrays.copyOf(line, length * 2);
    }
    if (length < line.length) {
      line[length] = b;
    }
    length = Math.min(length + 1, LONGEST + 1);
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(block));
    return end > 0;
  }
}
