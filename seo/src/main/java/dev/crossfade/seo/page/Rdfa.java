package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Structured.Syntax;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Gathers RDFa Lite 1.1: vocab, typeof, property, resource and prefix. Only words of a vocabulary
 * that is set, or of schema.org by prefix, count: {@code og:title} is a property of no item.
 */
final class Rdfa implements Gatherer {
  private static final Set<String> SCHEMA = Set.of("schema");
  private static final int MOST_PREFIXES = 10;

  private final Things things;
  private final Deque<Frame> open = new ArrayDeque<>();

  /**
   * An element that changes what words within it mean, until it ends.
   *
   * @param vocabulary whether words without prefix count
   * @param prefixes of schema.org
   * @param thing whose properties stand here; null: nobody's
   */
  private record Frame(
      @Nullable Element element, boolean vocabulary, Set<String> prefixes, @Nullable Thing thing) {}

  Rdfa(Things things) {
    this.things = things;
    open.push(new Frame(null, false, SCHEMA, null));
  }

  @Override
  public void open(Element element, int place) {
    if (element.attributesSize() == 0) {
      return;
    }
    boolean speaks = element.hasAttr("vocab") || element.hasAttr("prefix");
    boolean says = element.hasAttr("typeof") || element.hasAttr("property");
    if (!speaks && !says) {
      return;
    }
    Frame around = open.element();
    Frame here = speaks ? spoken(element, around) : around;
    if (says) {
      here = said(element, around, here);
    }
    if (!here.equals(around)) {
      open.push(here);
    }
  }

  @Override
  public void close(Element element, int place) {
    if (element.equals(open.element().element)) {
      open.pop();
    }
  }

  private static Frame spoken(Element element, Frame around) {
    boolean vocabulary =
        element.hasAttr("vocab") ? !element.attr("vocab").isBlank() : around.vocabulary;
    Set<String> prefixes = around.prefixes;
    String[] words = element.attr("prefix").strip().split("\\s+", 100);
    for (int i = 0; i + 1 < words.length; i += 2) {
      boolean schema = words[i].endsWith(":") && words[i + 1].contains("schema.org");
      if (schema && prefixes.size() < MOST_PREFIXES) {
        prefixes = new HashSet<>(prefixes);
        prefixes.add(words[i].substring(0, words[i].length() - 1).toLowerCase(Locale.ROOT));
      }
    }
    return new Frame(element, vocabulary, prefixes, around.thing);
  }

  private Frame said(Element element, Frame around, Frame here) {
    List<String> types = known(element.attr("typeof"), here);
    List<String> properties = known(element.attr("property"), here);
    Thing owner = around.thing;
    boolean isProperty = owner != null && !properties.isEmpty();
    if ((types.isEmpty() && !isProperty) || !things.isRoom()) {
      return here;
    }
    String resource = element.attr("resource").strip();
    Object value = types.isEmpty() && !resource.isEmpty() ? reference(resource) : "";
    if (!types.isEmpty()) {
      Thing thing = new Thing(Syntax.RDFA);
      thing.types.addAll(types);
      thing.id = resource.isEmpty() ? null : resource;
      value = thing;
      here = new Frame(element, here.vocabulary, here.prefixes, thing);
    } else if (resource.isEmpty()) {
      value = text(element);
    }
    if (owner != null && isProperty) {
      for (String property : properties) {
        owner.add(property, value);
      }
    } else if (value instanceof Thing thing) {
      things.addRoot(thing);
    }
    return here;
  }

  private static Object reference(String resource) {
    if (!resource.startsWith("#") && !resource.startsWith("_:")) {
      return resource;
    }
    Thing thing = new Thing(Syntax.RDFA);
    thing.id = resource;
    return thing;
  }

  private static String text(Element element) {
    for (String attribute : List.of("content", "href", "src", "datetime")) {
      if (element.hasAttr(attribute)) {
        return Line.of(element.attr(attribute), Things.LONGEST_TEXT);
      }
    }
    return PropertyText.of(element);
  }

  /** The words that mean something here, without their prefixes. */
  private static List<String> known(String words, Frame here) {
    List<String> known = new ArrayList<>();
    if (words.isBlank()) {
      return known;
    }
    for (String word : words.strip().split("\\s+", 20)) {
      int colon = word.indexOf(':');
      boolean counts =
          colon < 0
              ? here.vocabulary
              : word.contains("schema.org")
                  || here.prefixes.contains(word.substring(0, colon).toLowerCase(Locale.ROOT));
      if (counts) {
        known.add(Thing.plain(word));
      }
    }
    return known;
  }
}
