package dev.crossfade.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What pages show of a configuration can be written so. A whole one is valid; of a part, names that
 * stand elsewhere and files are left out of account, and keys that it does not show.
 */
class DocsConfigTest {
  private static final ConfigLoader LOADER =
      new ConfigLoader(name -> Optional.of("0123456789abcdef".repeat(4)));

  /** What a part needs besides. */
  private static final Map<String, String> FRAME = new LinkedHashMap<>();

  static {
    FRAME.put("listeners", "listeners: [ { bind: 127.0.0.1:8080 } ]\n");
    FRAME.put(
        "backends",
        """
        backends:
          legacy: { endpoints: ["http://10.1.0.10:8080"] }
          next: { endpoints: ["http://10.2.0.10:8080"] }
        """);
    FRAME.put("units", "units: [ { name: shop, match: { path: /** }, send: legacy } ]\n");
  }

  private static final String UNIT = "units:\n- name: shop\n  match: { path: /** }\n";
  private static final String ROLLOUT =
      UNIT + "  rollout:\n    stages: [ { percent: 100%, hold: 1h } ]\n";

  /** Where a part belongs that does not begin at the top. */
  private static final Map<String, String> ABOVE =
      Map.of("fallback", UNIT, "mirror", UNIT, "exposure", UNIT, "gates", ROLLOUT);

  /** A block of a page, by where it stands. */
  record Shown(String place, String text) {
    @Override
    public String toString() {
      return place;
    }
  }

  static Stream<Shown> blocks() {
    return DocsPage.all().stream()
        .flatMap(
            page ->
                page.blocks().stream()
                    .filter(block -> block.language().equals("yaml"))
                    .map(block -> new Shown(page + ":" + block.line(), block.text())))
        .filter(shown -> ABOVE.containsKey(first(shown)) || keys().contains(first(shown)));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void configuration_thatAPageShows_canBeWrittenSo(Shown shown) {
    boolean whole = shown.text().contains("listeners:\n") && shown.text().contains("units:\n");
    assertThat(problems(framed(shown), DocsPage.ROOT.resolve("crossfade.yaml")))
        .filteredOn(problem -> whole || problem.kind() != Problem.Kind.MEANING)
        .filteredOn(problem -> whole || !problem.message().startsWith("is missing"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.yaml", "shop-moved.yaml"})
  void example_thatPagesLeadTo_isValid(String name) throws Exception {
    Path file = DocsPage.ROOT.resolve("docs/examples").resolve(name);
    assertThat(problems(Files.readString(file), file)).isEmpty();
  }

  private static List<Problem> problems(String text, Path file) {
    return switch (LOADER.read(text.getBytes(StandardCharsets.UTF_8), "block", file)) {
      case Loaded.Valid _ -> List.of();
      case Loaded.Invalid invalid -> invalid.problems();
    };
  }

  private static String framed(Shown shown) {
    String above = ABOVE.get(first(shown));
    int depth = above == null ? 0 : above.equals(UNIT) ? 2 : 4;
    StringBuilder text = new StringBuilder(above == null ? "" : above);
    text.append(shown.text().indent(depth));
    FRAME.forEach(
        (key, lines) -> {
          if (!("\n" + text).contains("\n" + key + ":")) {
            text.append(lines);
          }
        });
    return text.toString();
  }

  /** The first key of a block. */
  private static String first(Shown shown) {
    return shown
        .text()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("x-"))
        .findFirst()
        .orElse("")
        .replaceFirst(":.*", "");
  }

  /** The keys that a configuration begins with. */
  private static Set<String> keys() {
    return Set.of(
        "listeners",
        "admin",
        "trust",
        "identity",
        "secrets",
        "backends",
        "cohorts",
        "units",
        "default",
        "pins",
        "crawlers",
        "redirects",
        "seo",
        "limits",
        "state",
        "telemetry");
  }
}
