package dev.crossfade.seo.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import java.nio.file.Path;
import java.util.Optional;

/** Configurations as an operator writes them. */
final class Configs {
  private Configs() {}

  /** One with two storefronts and these units and other keys. */
  static Config of(String text) {
    String head =
        """
        listeners: [ { bind: "127.0.0.1:0" } ]
        backends:
          legacy: { endpoints: [ "http://10.0.0.1" ] }
          next: { endpoints: [ "http://10.0.0.2" ] }
        """;
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read((head + text).getBytes(UTF_8), "crossfade.yaml", Path.of("crossfade.yaml"));
    return switch (loaded) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }
}
