package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Structured.Syntax;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON-LD as search engines do: no context is fetched or applied, a vocabulary's address or
 * prefix is taken off its words. Numbers stay as they are written, since {@code 12.90} is what a
 * page says. A script that is not JSON says nothing, and is a trouble with its place.
 */
final class JsonLd {
  private static final int MOST_DEPTH = 64;

  /** Every id would be as long as the page's address. */
  private static final int LONGEST_PAGE = 2_048;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_DEPTH)
                  .maxNumberLength(400)
                  .maxTokenCount(500_000)
                  .build())
          .build();

  private final Things things;
  private final Troubles troubles;

  /** What a relative id of this page begins with. */
  private final String page;

  private int scripts;

  JsonLd(Things things, Troubles troubles, String page) {
    this.things = things;
    this.troubles = troubles;
    this.page = page.length() > LONGEST_PAGE ? "" : page;
  }

  /** Reads one script. */
  void read(String script) {
    scripts++;
    String json = bare(script);
    List<Thing> roots = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() == null) {
        trouble("nothing is in it");
        return;
      }
      graph(parser, roots);
      if (parser.nextToken() != null) {
        trouble("goes on after its end at " + place(parser));
        return;
      }
    } catch (JacksonException e) {
      var at = e.getLocation();
      String place = at == null ? "" : " at " + at.getLineNr() + ":" + at.getColumnNr();
      trouble(message(e) + place);
      return;
    }
    roots.forEach(things::addRoot);
  }

  private void trouble(String what) {
    troubles.add("JSON-LD" + (scripts == 1 ? "" : ", script " + scripts) + ": " + what);
  }

  private static String place(JsonParser parser) {
    var at = parser.currentTokenLocation();
    return at.getLineNr() + ":" + at.getColumnNr();
  }

  /** The first sentence, without where it was being read from. */
  private static String message(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage());
    int end = message.indexOf(" (start marker at");
    return Line.of(end < 0 ? message : message.substring(0, end), 200);
  }

  /** Blanks what old templates wrap scripts in, so that places stay as they are. */
  private static String bare(String script) {
    String start = script.stripLeading();
    if (!start.startsWith("<") && !start.startsWith("/") && !start.startsWith("\ufeff")) {
      return script;
    }
    StringBuilder json = new StringBuilder(script);
    for (String wrap :
        List.of("\ufeff", "/*<![CDATA[*/", "//<![CDATA[", "<![CDATA[", "<!--", "//")) {
      blankAtStart(json, wrap);
    }
    for (String wrap : List.of("-->", "/*]]>*/", "]]>", "//")) {
      blankAtEnd(json, wrap);
    }
    return json.toString();
  }

  private static void blankAtStart(StringBuilder json, String wrap) {
    int at = 0;
    while (at < json.length() && json.charAt(at) <= ' ') {
      at++;
    }
    if (json.indexOf(wrap, at) == at) {
      json.replace(at, at + wrap.length(), " ".repeat(wrap.length()));
    }
  }

  private static void blankAtEnd(StringBuilder json, String wrap) {
    int end = json.length();
    while (end > 0 && json.charAt(end - 1) <= ' ') {
      end--;
    }
    int at = end - wrap.length();
    if (at >= 0 && json.lastIndexOf(wrap, end) == at) {
      json.replace(at, end, " ".repeat(wrap.length()));
    }
  }

  /**
   * Reads what the current token begins.
   *
   * @param into takes the values that it stands for
   * @param roots takes things that are nobody's property
   */
  private void value(JsonParser parser, List<Object> into, List<Thing> roots) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(parser, into, roots);
      }
    } else if (token == JsonToken.START_OBJECT) {
      object(parser, into, roots);
    } else if (token != JsonToken.VALUE_NULL && things.isRoom()) {
      into.add(Line.of(parser.getString(), Things.LONGEST_TEXT));
    }
  }

  private void object(JsonParser parser, List<Object> into, List<Thing> roots) {
    Thing thing = new Thing(Syntax.JSON_LD);
    List<Object> instead = new ArrayList<>();
    boolean stood = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = String.valueOf(parser.currentName());
      parser.nextToken();
      switch (name) {
        case "@type" -> texts(parser).forEach(type -> thing.types.add(Thing.plain(type)));
        case "@id" -> texts(parser).forEach(id -> thing.id = id.startsWith("#") ? page + id : id);
        case "@graph", "@included" -> graph(parser, roots);
        case "@value", "@list", "@set" -> {
          stood = true;
          value(parser, instead, roots);
        }
        default -> member(parser, name, thing, roots);
      }
    }
    if (stood) {
      into.addAll(instead);
    } else if (!(thing.types.isEmpty() && thing.properties.isEmpty() && thing.id == null)
        && things.isRoom()) {
      into.add(thing);
    }
  }

  private void member(JsonParser parser, String name, Thing thing, List<Thing> roots) {
    if (name.startsWith("@")) {
      parser.skipChildren();
      return;
    }
    List<Object> values = new ArrayList<>();
    value(parser, values, roots);
    if (!values.isEmpty()) {
      thing.properties.put(Thing.plain(name), values);
    }
  }

  private void graph(JsonParser parser, List<Thing> roots) {
    List<Object> members = new ArrayList<>();
    value(parser, members, roots);
    for (Object member : members) {
      if (member instanceof Thing thing) {
        roots.add(thing);
      }
    }
  }

  private static List<String> texts(JsonParser parser) {
    List<String> texts = new ArrayList<>();
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      texts.add(Line.of(parser.getString(), 500));
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        texts.addAll(texts(parser));
      }
    } else {
      parser.skipChildren();
    }
    return texts;
  }
}
