package dev.crossfade.seo.page;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Structured data of a page, of JSON-LD, microdata and RDFa alike.
 *
 * @param items those that are no other's property, in the order in which they stand
 */
public record Structured(List<Item> items) {
  public static final Structured NONE = new Structured(List.of());

  public Structured {
    items = List.copyOf(items);
  }

  /**
   * Every item, those that are properties of others too, an item before what it holds. What is
   * referred to by others is there more than once.
   */
  public List<Item> everyItem() {
    List<Item> found = new ArrayList<>();
    Deque<Item> open = new ArrayDeque<>(items);
    while (!open.isEmpty()) {
      Item item = open.removeFirst();
      found.add(item);
      List<Item> inner = new ArrayList<>();
      for (String property : item.properties().keySet()) {
        inner.addAll(item.items(property));
      }
      inner.reversed().forEach(open::addFirst);
    }
    return found;
  }

  /** Every item of a type, in the order of {@link #everyItem}. */
  public List<Item> all(String type) {
    return everyItem().stream().filter(item -> item.is(type)).toList();
  }

  /** How an item was written. */
  public enum Syntax {
    JSON_LD,
    MICRODATA,
    RDFA
  }

  /** The value of a property. */
  public sealed interface Value {}

  /** A text, number, date or address, as it stands. */
  public record Text(String text) implements Value {}

  /**
   * A thing with properties.
   *
   * @param types without the vocabulary's address: {@code Product}
   * @param id of JSON-LD's {@code @id}, {@code itemid} or {@code resource}; null: none
   * @param properties by name without the vocabulary's address, names and values in order
   */
  public record Item(
      Syntax syntax, List<String> types, @Nullable String id, Map<String, List<Value>> properties)
      implements Value {
    public Item {
      types = List.copyOf(types);
      Map<String, List<Value>> copy = new LinkedHashMap<>();
      properties.forEach((name, values) -> copy.put(name, List.copyOf(values)));
      properties = Collections.unmodifiableMap(copy);
    }

    public boolean is(String type) {
      return types.contains(type);
    }

    public List<Value> all(String property) {
      return properties.getOrDefault(property, List.of());
    }

    /** The first text of a property; null: there is none. */
    public @Nullable String text(String property) {
      for (Value value : all(property)) {
        if (value instanceof Text(String text)) {
          return text;
        }
      }
      return null;
    }

    /** The items that a property leads to. */
    public List<Item> items(String property) {
      List<Item> found = new ArrayList<>();
      for (Value value : all(property)) {
        if (value instanceof Item item) {
          found.add(item);
        }
      }
      return found;
    }
  }
}
