package dev.crossfade.seo.sitemap;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML map, in the encoding that its mark or its declaration names. Decoded
 * here and not by the parser, which gives up at the first bad byte and says so on standard error: a
 * bad byte stands for an unknown character, and where the first one was is remembered.
 */
final class MapText extends Reader {
  private static final int HEAD = 512;
  private static final char UNKNOWN = '\ufffd';
  private static final Pattern DECLARED =
      Pattern.compile(
          "^\\s*<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9][A-Za-z0-9._-]{0,39})[\"']");

  private final Reader in;
  private final Charset charset;
  private int line = 1;
  private int badLine;

  private MapText(InputStream in, Charset charset) {
    this.in = new InputStreamReader(in, charset);
    this.charset = charset;
  }

  /** Begins to read; the stream supports marks. */
  static MapText open(InputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    int first = head.length > 1 ? (head[0] & 0xff) << 8 | (head[1] & 0xff) : 0;
    if (first == 0xfeff || first == 0xfffe) {
      return new MapText(in, StandardCharsets.UTF_16);
    }
    if (first == 0xefbb) {
      in.skipNBytes(3);
      return new MapText(in, StandardCharsets.UTF_8);
    }
    Matcher declared = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
    boolean known = declared.find() && Charset.isSupported(declared.group(1));
    Charset charset = known ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
    // Whoever declares UTF-16 and can be read as ASCII so far is in no such encoding.
    boolean wide = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    return new MapText(in, wide ? StandardCharsets.UTF_8 : charset);
  }

  @Override
  public int read(char[] into, int from, int length) throws IOException {
    int read = in.read(into, from, length);
    for (int i = from; badLine == 0 && i < from + read; i++) {
      if (into[i] == '\n') {
        line++;
      } else if (into[i] == UNKNOWN) {
        badLine = line;
      }
    }
    return read;
  }

  /** The line of the first byte that is no character; 0: there is none. */
  int badLine() {
    return badLine;
  }

  Charset charset() {
    return charset;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
