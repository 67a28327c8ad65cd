package dev.crossfade.config.shape;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may stand at one place of the file. Made once from the model's records by {@link Parts}. */
public sealed interface Shape {
  /** For people, in the place of "(expected: …)". */
  String expected();

  /** A single value. */
  record Single(ScalarType type, @Nullable Names names) implements Shape {
    @Override
    public String expected() {
      return names == null
          ? type.expected()
          : "a name under "
              + names.definedBy()
              + (names.or().isEmpty() ? "" : ", or " + names.or());
    }
  }

  /** The value is a name that another part of the file defines. */
  record Names(String definedBy, String or) {}

  /** A list; what would be its only item may stand without the list. */
  record Many(Shape item, boolean notEmpty) implements Shape {
    @Override
    public String expected() {
      return switch (item) {
        case Fixed fixed -> "a list of mappings with " + fixed.listed();
        case Tagged tagged -> "a list of mappings with " + tagged.expected();
        case Told told -> "a list of mappings with one of the keys " + told.listed();
        case Single _, Many _, Dictionary _ -> "a list of: " + item.expected();
      };
    }
  }

  /** Free keys, each with a value of one shape. */
  record Dictionary(
      Shape value, String keyPattern, String keyExpected, List<String> required, boolean notEmpty)
      implements Shape {
    public Dictionary {
      required = List.copyOf(required);
    }

    @Override
    public String expected() {
      if (!required.isEmpty()) {
        return "a mapping with " + String.join(", ", required);
      }
      return value instanceof Fixed fixed
          ? "a mapping of names to mappings with " + fixed.listed()
          : "a mapping of names to values";
    }
  }

  /** Fixed keys: a record of the model. Refers to itself where the model does. */
  record Fixed(Class<?> type) implements Shape {
    private static final int MOST_LISTED = 8;

    List<Part> parts() {
      return Parts.of(type);
    }

    /** Every key that may be written in the mapping, those of inlined parts included. */
    public List<Part> keys() {
      List<Part> keys = new ArrayList<>();
      for (Part part : parts()) {
        if (part.inline()) {
          keys.addAll(((Fixed) part.shape()).keys());
        } else {
          keys.add(part);
        }
      }
      return keys;
    }

    /** The key that a single value in place of the mapping stands for; null: none does. */
    public @Nullable String shorthand() {
      Shorthand shorthand = type.getAnnotation(Shorthand.class);
      return shorthand == null ? null : shorthand.value();
    }

    @Override
    public String expected() {
      return "a mapping with " + listed();
    }

    private String listed() {
      List<Part> keys = keys();
      String listed = String.join(", ", keys.stream().limit(MOST_LISTED).map(Part::name).toList());
      return keys.size() > MOST_LISTED ? listed + ", …" : listed;
    }

    /** What a key with such a mapping means; empty: the key itself says so. */
    String doc() {
      Doc doc = type.getAnnotation(Doc.class);
      return doc == null ? "" : doc.value();
    }

    /** Whether a value that stands here by mistake may be a secret. */
    boolean hasSecret() {
      return keys().stream().anyMatch(Part::secret);
    }
  }

  /** A mapping of one key, which says what its value is: {@code errors: {…}}. */
  record Tagged(Class<?> type, Map<String, Fixed> alternatives) implements Shape {
    public Tagged {
      alternatives = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(alternatives));
    }

    @Override
    public String expected() {
      return "one key of " + String.join(", ", alternatives.keySet());
    }
  }

  /** Mappings of different keys, told apart by which of these keys they have. */
  record Told(Class<?> type, Map<String, Fixed> alternatives) implements Shape {
    public Told {
      alternatives = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(alternatives));
    }

    @Override
    public String expected() {
      return "a mapping with one of the keys " + listed();
    }

    private String listed() {
      return String.join(", ", alternatives.keySet());
    }
  }

  /**
   * One component of a record.
   *
   * @param fallback what it is when not written, as the file would write it; null: there is none
   */
  record Part(
      String name,
      Shape shape,
      String doc,
      boolean required,
      boolean nullable,
      boolean inline,
      boolean secret,
      boolean input,
      boolean defines,
      @Nullable String fallback,
      @Nullable Range range) {
    public Part {
      requireNonNull(name, "name");
      requireNonNull(shape, "shape");
    }
  }
}
