package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Structured.Item;
import dev.crossfade.seo.page.Structured.Text;
import dev.crossfade.seo.page.Structured.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All structured data of a page, whatever it is written in. Takes things while they are read, and
 * makes items of them when all are there, since one may refer to another by its id.
 *
 * <p>A few lines can refer to each other so that they stand for more than any memory holds: what
 * comes out is bounded in number and depth, with every reference written out.
 */
final class Things {
  static final int MOST_VALUES = 20_000;
  static final int MOST_DEPTH = 32;
  static final int LONGEST_TEXT = 2_000;

  private final Troubles troubles;
  private final List<Thing> roots = new ArrayList<>();
  private final Map<String, Thing> byId = new HashMap<>();
  private int read;
  private int written;

  Things(Troubles troubles) {
    this.troubles = troubles;
  }

  /** A thing that is no other's property. */
  void addRoot(Thing thing) {
    roots.add(thing);
  }

  /** Whether there is room for one more value; the first that has none is told of. */
  boolean isRoom() {
    if (read >= MOST_VALUES) {
      troubles.add(
          "structured data: more than " + MOST_VALUES + " values; the rest was not looked at");
      return false;
    }
    read++;
    return true;
  }

  Structured structured() {
    roots.forEach(this::index);
    List<Item> items = new ArrayList<>();
    for (Thing root : roots) {
      items.add(item(root, 0, new HashSet<>()));
    }
    return items.isEmpty() ? Structured.NONE : new Structured(items);
  }

  /** Things read are bounded in depth by those who read them. */
  private void index(Thing thing) {
    List<Thing> open = new ArrayList<>(List.of(thing));
    while (!open.isEmpty()) {
      Thing next = open.removeLast();
      if (next.id != null && !next.isReference()) {
        byId.putIfAbsent(next.id, next);
      }
      for (List<Object> values : next.properties.values()) {
        for (Object value : values) {
          if (value instanceof Thing inner) {
            open.add(inner);
          }
        }
      }
    }
  }

  /**
   * @param within ids of the things that this one is part of: what refers back is not written out
   */
  private Item item(Thing thing, int depth, Set<String> within) {
    Thing meant = meant(thing, within);
    List<String> types = meant.types.isEmpty() ? thing.types : meant.types;
    if (depth >= MOST_DEPTH) {
      troubles.add("structured data: deeper than " + MOST_DEPTH + " items; what is below was left");
      return new Item(thing.syntax, types, thing.id, Map.of());
    }
    boolean entered = meant.id != null && within.add(meant.id);
    Map<String, List<Value>> properties = new LinkedHashMap<>();
    meant.properties.forEach(
        (name, values) -> {
          List<Value> made = new ArrayList<>(values.size());
          for (Object value : values) {
            Value one = value(value, depth, within);
            if (one != null) {
              made.add(one);
            }
          }
          properties.put(name, made);
        });
    if (entered) {
      within.remove(meant.id);
    }
    return new Item(thing.syntax, types, thing.id, properties);
  }

  private Thing meant(Thing thing, Set<String> within) {
    if (!thing.isReference() || within.contains(thing.id)) {
      return thing;
    }
    return byId.getOrDefault(thing.id, thing);
  }

  /** Null: there is no room for it. */
  private @Nullable Value value(Object value, int depth, Set<String> within) {
    if (written++ > 2 * MOST_VALUES) {
      troubles.add(
          "structured data: with its references more than "
              + 2 * MOST_VALUES
              + " values; the rest was left");
      return null;
    }
    return value instanceof Thing thing
        ? item(thing, depth + 1, within)
        : new Text(value.toString());
  }
}
