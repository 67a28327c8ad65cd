package dev.crossfade.config.shape;

import dev.crossfade.config.yaml.Node;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The names that the document defines, by the top-level key that defines them. */
final class Names {
  private final Map<String, Set<String>> defined = new HashMap<>();

  void collect(Shape.Fixed root, Node.Mapping document) {
    for (Shape.Part part : root.parts()) {
      if (part.defines()) {
        Set<String> names = new LinkedHashSet<>();
        document.entry(part.name()).ifPresent(entry -> collect(entry.value(), part, names));
        defined.put(part.name(), names);
      }
    }
  }

  private static void collect(Node node, Shape.Part part, Set<String> names) {
    switch (node) {
      case Node.Mapping mapping when part.shape() instanceof Shape.Dictionary ->
          mapping.entries().forEach(entry -> names.add(entry.key()));
      case Node.Mapping item ->
          item.entry("name")
              .map(Node.Mapping.Entry::value)
              .filter(Node.Scalar.class::isInstance)
              .ifPresent(name -> names.add(((Node.Scalar) name).text()));
      case Node.Sequence list -> list.items().forEach(item -> collect(item, part, names));
      case Node.Scalar _ -> {}
    }
  }

  /** In the order of the file. */
  Set<String> definedBy(String key) {
    return defined.getOrDefault(key, Set.of());
  }
}
