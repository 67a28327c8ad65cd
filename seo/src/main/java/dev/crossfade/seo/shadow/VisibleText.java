package dev.crossfade.seo.shadow;

import dev.crossfade.seo.page.Charsets;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * What a page says to who reads it, a line for each block, white space collapsed. Markup, addresses
 * of links and images, and what scripts would add are not in it.
 */
final class VisibleText {
  private static final int MOST_LINES = 20_000;
  private static final Set<String> UNSEEN =
      Set.of("script", "style", "template", "noscript", "svg", "head");

  private VisibleText() {}

  /** The lines of a page, its title first. */
  static List<String> ofHtml(byte[] page, String type) throws IncomparableException {
    try {
      Document document = Jsoup.parse(Charsets.decode(page, type), "");
      Lines lines = new Lines();
      lines.append(document.title());
      lines.end();
      document.filter(lines);
      lines.end();
      return lines.checked();
    } catch (IllegalArgumentException e) {
      throw new IncomparableException("HTML that cannot be read: " + e.getMessage());
    }
  }

  static List<String> ofText(byte[] text, String type) throws IncomparableException {
    Charset named = Charsets.named(type);
    Charset charset = named == null ? StandardCharsets.UTF_8 : named;
    Lines lines = new Lines();
    for (String line : new String(text, charset).split("\n", -1)) {
      lines.append(line);
      lines.end();
    }
    return lines.checked();
  }

  /** Collects lines while a document is walked through, without recursion. */
  private static final class Lines implements NodeFilter {
    private final List<String> all = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    @Override
    public FilterResult head(Node node, int depth) {
      if (node instanceof TextNode text) {
        append(text.getWholeText());
      } else if (node instanceof Element element) {
        if (UNSEEN.contains(element.normalName())) {
          return FilterResult.SKIP_ENTIRELY;
        }
        endIf(element);
      }
      return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
      if (node instanceof Element element) {
        endIf(element);
      }
      return FilterResult.CONTINUE;
    }

    private void endIf(Element element) {
      if (element.isBlock() || element.normalName().equals("br")) {
        end();
      }
    }

    void append(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean space = Character.isWhitespace(c) || c == '\u00a0';
        boolean needless = line.isEmpty() || line.charAt(line.length() - 1) == ' ';
        if (!space) {
          line.append(c);
        } else if (!needless) {
          line.append(' ');
        }
      }
    }

    void end() {
      String text = line.toString().strip();
      line.setLength(0);
      if (!text.isEmpty()) {
        all.add(text);
      }
    }

    List<String> checked() throws IncomparableException {
      if (all.size() > MOST_LINES) {
        throw new IncomparableException(
            all.size() + " lines (expected: at most " + MOST_LINES + ")");
      }
      return all;
    }
  }
}
