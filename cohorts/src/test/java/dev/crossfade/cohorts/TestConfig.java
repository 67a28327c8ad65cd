package dev.crossfade.cohorts;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Configurations as tests write them: what they are about, the rest is here. */
public final class TestConfig {
  private TestConfig() {}

  public static Config with(String more) {
    String yaml =
        """
        listeners: [ { bind: "127.0.0.1:0" } ]
        backends:
          legacy: { endpoints: ["http://127.0.0.1:1"] }
          next: { endpoints: ["http://127.0.0.1:2"] }
        units: [ { name: all, match: { path: /** }, send: next } ]
        """
            + more;
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return switch (loader.read(bytes, "crossfade.yaml", Path.of("crossfade.yaml"))) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid ->
          throw new IllegalArgumentException(invalid.problems().toString());
    };
  }
}
