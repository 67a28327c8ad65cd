package dev.crossfade.seo.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The header fields of an answer. Names are in lower case; asked for in any. */
public record Fields(Map<String, List<String>> byName) {
  public static final Fields NONE = new Fields(Map.of());

  public Fields {
    TreeMap<String, List<String>> lower = new TreeMap<>();
    byName.forEach(
        (name, values) ->
            lower.merge(name.toLowerCase(Locale.ROOT), List.copyOf(values), Fields::joined));
    byName = Map.copyOf(lower);
  }

  /** Names that differ in their case only are one. */
  private static List<String> joined(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** All values, in the order in which they came; a value may hold several, parted by commas. */
  public List<String> all(String name) {
    return byName.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** Null: there is none. */
  public @Nullable String first(String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.getFirst();
  }
}
