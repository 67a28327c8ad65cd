package dev.crossfade.routing;

import dev.crossfade.cohorts.Visitor;
import dev.crossfade.cohorts.Visitors;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Visitors as tests name them. */
final class TestVisitor {
  private static final Visitors VISITORS = visitors();

  private TestVisitor() {}

  /** Whoever sends this head with an identity of this name. */
  static Visitor named(String name, TestHead head) {
    return VISITORS.recognise(head.with("cookie", "cf_id=" + name), 0);
  }

  private static Visitors visitors() {
    String yaml =
        """
        listeners: [ { bind: "127.0.0.1:0" } ]
        backends:
          legacy: { endpoints: ["http://127.0.0.1:1"] }
          next: { endpoints: ["http://127.0.0.1:2"] }
        units: [ { name: all, match: { path: /** }, send: next } ]
        """;
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    return switch (loader.read(bytes, "crossfade.yaml", Path.of("crossfade.yaml"))) {
      case Loaded.Valid valid -> Visitors.of(valid.config());
      case Loaded.Invalid invalid ->
          throw new IllegalArgumentException(invalid.problems().toString());
    };
  }
}
