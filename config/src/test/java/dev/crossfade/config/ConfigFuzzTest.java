package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.crossfade.config.problem.Problem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Any bytes are a configuration or its problems, never an exception. In a build this reads the
 * corpus beside it ({@code src/test/resources/dev/crossfade/config/ConfigFuzzTestInputs}), which is
 * where a new finding goes. To look for one: {@code JAZZER_FUZZ=1 mvn -pl config test
 * -Dtest=ConfigFuzzTest}, as long as {@code maxDuration} says.
 */
class ConfigFuzzTest {
  private static final Map<String, String> VARIABLES = Map.of("A", "1", "B", "legacy", "C", "");

  @FuzzTest(maxDuration = "5m")
  void read_anyBytes_givesAConfigurationOrItsProblems(byte[] bytes) {
    ConfigLoader loader =
        new ConfigLoader(variable -> Optional.ofNullable(VARIABLES.get(variable)));

    Loaded loaded = loader.read(bytes, "crossfade.yaml", Path.of("/nowhere/crossfade.yaml"));

    switch (loaded) {
      case Loaded.Valid valid -> assertThat(valid.config().backends()).containsKey("legacy");
      case Loaded.Invalid invalid ->
          assertThat(invalid.problems()).allMatch(ConfigFuzzTest::isOneShortLine);
    }
  }

  private static boolean isOneShortLine(Problem problem) {
    String line = problem.toString();
    return line.length() < 10_000 && line.chars().noneMatch(c -> c < ' ');
  }
}
