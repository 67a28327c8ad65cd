package dev.crossfade.seo.sitemap;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.sitemap.SitemapSink.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a sitemap, an index or a feed from XML, an event at a time. Document types are not
 * processed, so no entity is expanded and nothing outside is asked for.
 */
final class XmlMap {
  private static final XMLInputFactory PARSERS = parsers();
  private static final int DEEPEST = 64;

  private final Tally tally;
  private final SitemapSink sink;
  private final Counted bytes;

  XmlMap(Tally tally, SitemapSink sink, Counted bytes) {
    this.tally = tally;
    this.sink = sink;
    this.bytes = bytes;
  }

  /** The JDK's own, whatever else is on the class path: its limits are known. */
  private static XMLInputFactory parsers() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    return factory;
  }

  /**
   * Reads to the end, or to where it is no XML any more.
   *
   * @param in supports marks
   */
  SitemapKind read(InputStream in) throws IOException {
    MapText text = MapText.open(in);
    SitemapKind kind = read(text);
    if (text.badLine() > 0) {
      problem(text.badLine(), "holds bytes that are no " + text.charset().name());
    }
    return kind;
  }

  private SitemapKind read(MapText text) {
    SitemapKind kind = SitemapKind.NONE;
    try {
      XMLStreamReader xml = open(text);
      checkEncoding(xml, text);
      int event = xml.getEventType();
      while (event != XMLStreamConstants.START_ELEMENT && xml.hasNext()) {
        event = next(xml);
        if (event == XMLStreamConstants.DTD) {
          problem(line(xml.getLocation()), "has a document type, which a sitemap must not");
        }
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        problem(line(xml.getLocation()), "has no element at all");
        return kind;
      }
      MapShape shape = MapShape.of(xml.getLocalName());
      if (shape == null) {
        problem(
            line(xml.getLocation()),
            "begins with <" + xml.getLocalName() + "> (expected: <urlset> or <sitemapindex>)");
        return kind;
      }
      kind = shape.kind();
      walk(xml, new Entries(shape, tally, sink));
    } catch (XMLStreamException e) {
      onBroken(e);
    }
    return kind;
  }

  private static XMLStreamReader open(MapText text) throws XMLStreamException {
    try {
      return PARSERS.createXMLStreamReader(text);
    } catch (RuntimeException e) {
      throw new XMLStreamException(e.toString(), e);
    }
  }

  /** The JDK's parser meets some broken inputs with an exception of its own inside. */
  private static int next(XMLStreamReader xml) throws XMLStreamException {
    try {
      return xml.next();
    } catch (RuntimeException e) {
      throw new XMLStreamException(e.toString(), e);
    }
  }

  private void walk(XMLStreamReader xml, Entries entries) throws XMLStreamException {
    int depth = 1;
    entries.onRoot(xml, line(xml.getLocation()));
    while (xml.hasNext()) {
      int event = next(xml);
      int line = line(xml.getLocation());
      tally.at(line);
      switch (event) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (++depth > DEEPEST) {
            problem(line, "has elements more than " + DEEPEST + " deep; the rest is not read");
            return;
          }
          entries.onStart(depth, xml, line);
        }
        case XMLStreamConstants.END_ELEMENT -> entries.onEnd(depth--);
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            entries.onText(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        case XMLStreamConstants.ENTITY_REFERENCE ->
            problem(line, "refers to the entity &" + xml.getLocalName() + ";, which there is not");
        default -> {} // comments and instructions
      }
    }
    entries.onEndOfMap();
  }

  private void checkEncoding(XMLStreamReader xml, MapText text) {
    String declared = xml.getCharacterEncodingScheme();
    String found = declared == null ? text.charset().name() : declared;
    String encoding = found.toUpperCase(Locale.ROOT);
    if (!encoding.equals("UTF-8") && !encoding.equals("US-ASCII")) {
      problem(1, "is encoded in " + found + " (expected: UTF-8)");
    }
  }

  private void onBroken(XMLStreamException e) {
    if (bytes.isOver() || bytes.failure() != null) {
      return; // it ends because the bytes do, which is told
    }
    Location where = e.getLocation();
    String message = String.valueOf(e.getMessage());
    int said = message.indexOf("Message: ");
    String what = said < 0 ? message : message.substring(said + "Message: ".length());
    problem(
        where == null || where.getLineNumber() < 1 ? tally.line() : where.getLineNumber(),
        "is no XML from here on: " + what.strip());
  }

  private static int line(Location location) {
    return Math.max(0, location.getLineNumber());
  }

  private void problem(int line, String message) {
    sink.onProblem(new Problem(Rule.MAP_SYNTAX, line, "", message));
  }
}
