package dev.crossfade.seo.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Structured data of a page, of JSON-LD, microdata and RDFa alike. */
public record Structured(List<Item> items) {
  public static final Structured NONE = new Structured(List.of());

  public Structured {
    items = List.copyOf(items);
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
   * @param id of JSON-LD's {@code @id} or {@code itemid}; null: none
   * @param properties by name without the vocabulary's address, values in order
   */
  public record Item(
      Syntax syntax, List<String> types, @Nullable String id, Map<String, List<Value>> properties)
      implements Value {
    public Item {
      types = List.copyOf(types);
      properties = Map.copyOf(properties);
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
