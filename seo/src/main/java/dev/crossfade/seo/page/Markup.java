package dev.crossfade.seo.page;

import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * Makes a document of bytes. A few bytes of markup cost a hundred times their size in memory, so
 * tags are bounded as well as bytes.
 */
final class Markup {
  private static final int MOST_TAGS = 100_000;
  private static final int MOST_DEPTH = 512;

  private Markup() {}

  static Document parse(Answer answer, int mostBytes, Troubles troubles) {
    byte[] body = answer.body();
    int length = Math.min(body.length, mostBytes);
    if (answer.cut() || length < body.length) {
      troubles.add("body: cut after " + length + " bytes; what comes later was not looked at");
    }
    String type = answer.fields().first("content-type");
    String text = Charsets.decode(body, length, type == null ? "" : type, troubles);
    int end = end(text);
    if (end < text.length()) {
      troubles.add("body: more than " + MOST_TAGS + " tags; the rest was not looked at");
    }
    return Parser.htmlParser().setMaxDepth(MOST_DEPTH).parseInput(text.substring(0, end), "");
  }

  /** Where the tag begins that is one too many. */
  private static int end(String text) {
    int tags = 0;
    int at = text.indexOf('<');
    while (at >= 0) {
      if (at + 1 < text.length() && Character.isLetter(text.charAt(at + 1)) && ++tags > MOST_TAGS) {
        return at;
      }
      at = text.indexOf('<', at + 1);
    }
    return text.length();
  }

  static boolean looksLikeHtml(byte[] body) {
    int at = 0;
    while (at < body.length && at < 512 && (body[at] <= ' ' || body[at] == 0)) {
      at++;
    }
    return at < body.length && body[at] == '<';
  }
}
