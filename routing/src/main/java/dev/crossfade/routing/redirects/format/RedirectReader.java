package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads redirects, however they are written. Whatever the bytes are, each line becomes a rule or a
 * problem with its place, or is about something else; only the stream itself can fail. Memory does
 * not grow with the file.
 */
public final class RedirectReader {
  /** As much as is looked at to guess a format. */
  private static final int START = 16 * 1024;

  private RedirectReader() {}

  /**
   * Reads to the end, and leaves the stream open.
   *
   * @param file its name, for places and as a hint to the format
   */
  public static void read(InputStream in, String file, Format format, RuleSink sink)
      throws IOException {
    BufferedInputStream text = TextInput.open(in);
    Format known = format == Format.AUTO ? sniff(text, file) : format;
    Rules rules = new Rules(file, sink);
    Lines lines = new Lines(text, rules);
    switch (known) {
      case AUTO, CSV, SHOPIFY, CLOUDFLARE, WORDPRESS, GOVUK, MDN ->
          new TableReader(lines, rules, known).read();
      case NETLIFY -> new NetlifyReader(lines, rules).read();
      case NGINX -> new NginxReader(lines, rules).read();
      case APACHE -> new ApacheReader(lines, rules).read();
      case JSON -> JsonReader.read(text, rules);
      case JSONL -> JsonReader.readLines(lines, rules);
    }
  }

  /** What {@link Format#AUTO} comes to for such a file. */
  public static Format sniff(InputStream in, String file) throws IOException {
    BufferedInputStream text = in instanceof BufferedInputStream open ? open : TextInput.open(in);
    text.mark(START);
    byte[] start = text.readNBytes(START);
    text.reset();
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return FormatSniffer.of(name, new String(start, StandardCharsets.UTF_8));
  }
}
