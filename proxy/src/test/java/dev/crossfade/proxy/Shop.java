package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A configuration as tests vary it: a listener on a free port, and one unit that sends everything
 * to legacy. Immutable; the parts are YAML.
 */
record Shop(String listeners, String legacy, String next, String units, String rest) {
  static final String FREE_PORT = "{ bind: \"127.0.0.1:0\" }";

  static Shop of(RecordingStorefront legacy) {
    return of(legacy, legacy);
  }

  static Shop of(RecordingStorefront legacy, RecordingStorefront next) {
    return new Shop(
        FREE_PORT,
        endpoint(legacy.url()),
        endpoint(next.url()),
        "{ name: all, match: { path: /** }, send: legacy }",
        "");
  }

  /** Both storefronts are there. */
  static Shop of(String url) {
    return new Shop(
        FREE_PORT,
        endpoint(url),
        endpoint(url),
        "{ name: all, match: { path: /** }, send: legacy }",
        "");
  }

  private static String endpoint(String... urls) {
    return "endpoints: [ \"" + String.join("\", \"", urls) + "\" ]";
  }

  Shop legacy(String... urls) {
    return new Shop(listeners, endpoint(urls), next, units, rest);
  }

  Shop next(String url) {
    return new Shop(listeners, legacy, endpoint(url), units, rest);
  }

  Shop listeners(String... listeners) {
    return new Shop(String.join(", ", listeners), legacy, next, units, rest);
  }

  /** Settings of both backends. */
  Shop backends(String settings) {
    return new Shop(listeners, legacy + ", " + settings, next + ", " + settings, units, rest);
  }

  Shop units(String... units) {
    return new Shop(listeners, legacy, next, String.join(", ", units), rest);
  }

  /** Splits all visitors between legacy and next. */
  Shop exposing(String percent) {
    return units("{ name: all, match: { path: /** }, exposure: { percent: " + percent + " } }");
  }

  /** One more top-level key. */
  Shop and(String key) {
    return new Shop(listeners, legacy, next, units, rest + key + "\n");
  }

  Config config() {
    String yaml =
        """
        listeners: [ %s ]
        backends:
          legacy: { %s }
          next: { %s }
        units: [ %s ]
        %s
        """
            .formatted(listeners, legacy, next, units, rest);
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    Path nowhere = Path.of("crossfade.yaml");
    return switch (loader.read(yaml.getBytes(UTF_8), "crossfade.yaml", nowhere)) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid ->
          throw new IllegalArgumentException(invalid.problems() + "\n" + yaml);
    };
  }
}
