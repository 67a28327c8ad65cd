package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.sitemap.SitemapSink.Alternate;
import dev.crossfade.seo.sitemap.SitemapSink.Problem;
import dev.crossfade.seo.url.WebUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Puts the entries of one XML map together from its events. */
final class Entries {
  private static final int LONGEST_TEXT = 2 * MapAddresses.LONGEST;
  private static final int MOST_ALTERNATES = 1_000;
  private static final int MOST_TOLD = 50;
  private static final Set<String> FREQUENCIES =
      Set.of("always", "hourly", "daily", "weekly", "monthly", "yearly", "never");
  private static final String XHTML = "http://www.w3.org/1999/xhtml";
  private static final String IMAGE = "http://www.google.com/schemas/sitemap-image/1.1";
  private static final String VIDEO = "http://www.google.com/schemas/sitemap-video/1.1";
  private static final String NEWS = "http://www.google.com/schemas/sitemap-news/0.9";

  private final MapShape shape;
  private final Tally tally;
  private final SitemapSink sink;
  private final Set<String> told = new HashSet<>();
  private final StringBuilder text = new StringBuilder();
  private final List<Alternate> alternates = new ArrayList<>();
  private String namespace = "";
  private boolean open;
  private @Nullable String field;
  private int fieldLine;
  private int entryLine;
  private int imagesHere;
  private @Nullable String loc;
  private int locLine;
  private @Nullable String lastmod;
  private int lastmodLine;

  Entries(MapShape shape, Tally tally, SitemapSink sink) {
    this.shape = shape;
    this.tally = tally;
    this.sink = sink;
  }

  void onRoot(XMLStreamReader xml, int line) {
    namespace = String.valueOf(xml.getNamespaceURI());
    if (!shape.isFeed() && !namespace.equals(MapShape.NAMESPACE)) {
      String found = xml.getNamespaceURI() == null ? "none" : namespace;
      problem(
          line, found, "has the namespace " + found + " (expected: " + MapShape.NAMESPACE + ")");
    }
  }

  void onStart(int depth, XMLStreamReader xml, int line) {
    String name = xml.getLocalName();
    boolean own = namespace.equals(String.valueOf(xml.getNamespaceURI()));
    if (depth == shape.depth() && own && name.equals(shape.entry())) {
      begin(line);
    } else if (depth == shape.depth() + 1 && open && own && shape.has(name)) {
      field = name;
      fieldLine = line;
      text.setLength(0);
      if (shape.isAtom() && name.equals("link")) {
        onAtomLink(xml);
      }
    } else if (!own) {
      onExtension(depth, xml, line);
    } else if (!shape.isFeed()) {
      unknown(name, line);
    }
  }

  private void begin(int line) {
    open = true;
    entryLine = line;
    loc = null;
    lastmod = null;
    imagesHere = 0;
    alternates.clear();
  }

  private void unknown(String name, int line) {
    if (told.size() >= MOST_TOLD || !told.add(name)) {
      return;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean misspelt = shape.has(lower) || lower.equals(shape.entry());
    problem(
        line,
        name,
        "has an element <"
            + name
            + "> where the protocol has none"
            + (misspelt && !lower.equals(name) ? " (did you mean <" + lower + ">?)" : ""));
  }

  private void onExtension(int depth, XMLStreamReader xml, int line) {
    if (!open) {
      return;
    }
    String name = xml.getLocalName();
    switch (String.valueOf(xml.getNamespaceURI()) + " " + name) {
      case XHTML + " link" -> onLink(xml, line);
      case IMAGE + " image" -> {
        tally.onImage();
        if (++imagesHere == SitemapReader.MOST_IMAGES + 1) {
          sink.onProblem(
              new Problem(
                  Rule.MAP_LIMIT, line, shown(), "has more than 1,000 images for one page"));
        }
      }
      case VIDEO + " video" -> tally.onVideo();
      case NEWS + " news" -> {
        tally.onNews();
        if (tally.news() == SitemapReader.MOST_NEWS + 1) {
          sink.onProblem(
              new Problem(Rule.MAP_LIMIT, line, "", "has more than 1,000 articles of news"));
        }
      }
      default -> {
        if (depth == shape.depth() + 1 && name.equals(shape.location()) && !shape.isFeed()) {
          unknown(xml.getPrefix() + ":" + name, line);
        }
      }
    }
  }

  /** A language version of the page. */
  private void onLink(XMLStreamReader xml, int line) {
    String code = xml.getAttributeValue(null, "hreflang");
    String href = xml.getAttributeValue(null, "href");
    if (!"alternate".equals(xml.getAttributeValue(null, "rel")) || code == null || href == null) {
      problem(
          line,
          shown(),
          "has an xhtml:link that is no alternate (expected: rel=\"alternate\", hreflang and href)");
      return;
    }
    WebUrl url = WebUrl.parse(href.strip());
    if (url == null) {
      version(line, href, "hreflang " + code + " names no absolute URL");
    } else if (!LanguageCode.isOne(code)) {
      version(
          line, href, "hreflang " + code + " is no code (expected: such as de, de-AT, x-default)");
    } else if (alternates.size() < MOST_ALTERNATES) {
      alternates.add(new Alternate(code, url));
    }
  }

  private void version(int line, String href, String message) {
    sink.onProblem(new Problem(Rule.SEO_HREFLANG, line, loc == null ? href : loc, message));
  }

  private void onAtomLink(XMLStreamReader xml) {
    String relation = xml.getAttributeValue(null, "rel");
    String href = xml.getAttributeValue(null, "href");
    if (href != null && (relation == null || relation.equals("alternate"))) {
      text.append(href, 0, Math.min(href.length(), LONGEST_TEXT));
    }
  }

  void onText(char[] chars, int from, int length) {
    if (field != null) {
      text.append(chars, from, Math.min(length, LONGEST_TEXT - text.length()));
    } else if (!open && !shape.isFeed() && !isBlank(chars, from, length) && told.add("text")) {
      String stray = new String(chars, from, Math.min(length, 40)).strip();
      problem(tally.line(), stray, "has text between its entries");
    }
  }

  private static boolean isBlank(char[] chars, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (chars[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  void onEnd(int depth) {
    if (depth == shape.depth() + 1 && field != null) {
      onField(field, text.toString().strip());
      field = null;
    } else if (depth == shape.depth() && open) {
      open = false;
      if (loc == null) {
        sink.onProblem(
            new Problem(Rule.MAP_LOC, entryLine, "", "<" + shape.entry() + "> has no loc"));
      }
      tally.onEntry(
          shape.kind() == SitemapKind.INDEX,
          loc == null ? entryLine : locLine,
          loc,
          lastmodLine,
          lastmod,
          alternates);
    }
  }

  private void onField(String name, String value) {
    if (name.equals(shape.location())) {
      if (loc != null && !shape.isFeed()) {
        problem(fieldLine, value, "has two loc in one entry; the second is ignored");
      } else if (loc == null && !(shape.isFeed() && value.isEmpty())) {
        loc = value;
        locLine = fieldLine;
      }
    } else if (name.equals(shape.changed())) {
      lastmod = value;
      lastmodLine = fieldLine;
    } else if (name.equals("changefreq") && !FREQUENCIES.contains(value)) {
      problem(
          fieldLine,
          shown(),
          "changefreq is \""
              + cut(value)
              + "\" (expected: always, hourly, daily, weekly, monthly, yearly or never)");
    } else if (name.equals("priority")
        && !value.matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?|\\.\\d{1,9}")) {
      problem(fieldLine, shown(), "priority is \"" + cut(value) + "\" (expected: 0.0 to 1.0)");
    }
  }

  void onEndOfMap() {
    if (tally.entries() == 0) {
      problem(0, "", "lists nothing");
    }
  }

  private String shown() {
    return loc == null ? "" : loc;
  }

  private static String cut(String value) {
    return value.length() <= 40 ? value : value.substring(0, 40) + "…";
  }

  private void problem(int line, String subject, String message) {
    sink.onProblem(new Problem(Rule.MAP_SYNTAX, line, subject, message));
  }
}
