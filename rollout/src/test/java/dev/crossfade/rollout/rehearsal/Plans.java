package dev.crossfade.rollout.rehearsal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Plans to rehearse: the one of the documentation, and small ones. */
final class Plans {
  static final Instant MONDAY = Instant.parse("2026-11-23T06:00:00Z");

  private Plans() {}

  /** Unit {@code catalog} of {@code src/test/resources/rehearsal/catalog.yaml}. */
  static Config example() {
    try {
      return config(Files.readString(Path.of("src/test/resources/rehearsal/catalog.yaml")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Unit {@code shop} with a plan of three stages of an hour, and more keys. */
  static Config hours(String more) {
    return units(
        """
          - name: shop
            match: { path: /** }
            rollout:
              stages:
                - { percent: 10%, hold: 1h }
                - { percent: 50%, hold: 1h }
                - { percent: 100%, hold: 1h }
        """
            + more.indent(6));
  }

  static Config units(String yaml) {
    return config(
        """
        listeners: [ { bind: 127.0.0.1:8080 } ]
        backends:
          legacy: { endpoints: ["http://127.0.0.1:1"] }
          next: { endpoints: ["http://127.0.0.1:2"] }
        units:
        """
            + yaml);
  }

  static Report play(Config config, Fault fault) {
    return Rehearsal.of(config, config.units().getLast().name(), fault, MONDAY).play();
  }

  private static Config config(String text) {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(text.getBytes(UTF_8), "test.yaml", Path.of("test.yaml"));
    assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).config();
  }
}
