package dev.crossfade.rollout.runbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Documents word for word: each {@code NAME.yaml} of {@code src/test/resources/runbook} has units,
 * and {@code NAME.md} and {@code NAME.html} say what becomes of the first. {@code
 * -Dcrossfade.golden=write} writes them anew.
 */
class RunbookTest {
  private static final Path GOLDEN = Path.of("src/test/resources/runbook");
  private static final Instant START = Instant.parse("2026-11-23T06:00:00Z"); // a Monday

  @ParameterizedTest
  @ValueSource(strings = {"full", "bare"})
  void of_goldenPlan_printsTheDocument(String name) throws IOException {
    Runbook runbook = Runbook.of(config(name).units().getFirst(), START);

    check(name + ".md", RunbookMarkdown.print(runbook));
    check(name + ".html", RunbookHtml.print(runbook));
  }

  @Test
  void of_unitWithoutRollout_isRefused() throws IOException {
    Config config = config("bare");

    assertThatThrownBy(() -> Runbook.of(config.units().getLast(), START))
        .hasMessage("unit blog has no rollout (expected: a unit with one)");
  }

  private static void check(String file, String printed) throws IOException {
    Path path = GOLDEN.resolve(file);
    if ("write".equals(System.getProperty("crossfade.golden"))) {
      Files.writeString(path, printed);
    } else {
      assertThat(printed).isEqualTo(Files.readString(path));
    }
  }

  private static Config config(String name) throws IOException {
    Path file = GOLDEN.resolve(name + ".yaml");
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(Files.readString(file).getBytes(UTF_8), name, file);
    assertThat(loaded).as("%s", loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).config();
  }
}
