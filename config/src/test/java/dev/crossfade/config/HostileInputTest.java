package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.crossfade.config.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that were made, or broken, to keep a reader busy: the answer comes soon, in bounded memory,
 * and says what is wrong. The heap of the tests is the bound; the time is generous for slow
 * machines.
 */
class HostileInputTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SHOP =
      """
      listeners: { bind: 0.0.0.0:8080 }
      backends: { legacy: { endpoints: http://a }, next: { endpoints: http://b } }
      units: { name: shop, match: { path: /** }, send: legacy }
      """;

  @TempDir Path directory;

  /** Inputs with a part of what the first problem must say. */
  static Stream<Arguments> bombs() {
    return Stream.of(
        Arguments.of("a billion laughs", billionLaughs(), "too large"),
        Arguments.of(
            "a long list, many times",
            "x-a: &a [" + "1,".repeat(10_000) + "]\nx-b: [" + "*a,".repeat(10_000) + "]\n",
            "too large"),
        Arguments.of(
            "a long text, many times",
            "x-a: &a " + "y".repeat(1 << 20) + "\nseo: { ignore: [" + "*a,".repeat(100_000) + "] }",
            "too large"),
        Arguments.of(
            "a mapping, merged many times",
            "x-a: &a {" + keys(1_000) + "}\nx-b: { <<: [" + "*a,".repeat(10_000) + "] }\n",
            "too large"),
        Arguments.of("flow lists, 10,000 deep", "x: " + "[".repeat(10_000), "nested too deep"),
        Arguments.of("flow mappings, 10,000 deep", "x: " + "{a: ".repeat(10_000), "too deep"),
        Arguments.of("block lists, 10,000 deep", "- ".repeat(10_000) + "a", "nested too deep"),
        Arguments.of("block mappings, 10,000 deep", staircase(10_000), "nested too deep"),
        Arguments.of("5 MB of [", "[".repeat(5 << 20), "nested too deep"),
        Arguments.of("5 MB of -", "- ".repeat(5 << 19), "nested too deep"),
        Arguments.of("5 MB of {", "{".repeat(5 << 20), ""),
        Arguments.of("5 MB of !", "!".repeat(5 << 20), ""),
        Arguments.of("5 MB of &", "&a ".repeat(5 << 19), ""),
        Arguments.of("5 MB of ?", "? ".repeat(5 << 19), ""),
        Arguments.of("5 MB of an open quote", "\"" + "a ".repeat(5 << 19), "not closed"),
        Arguments.of("5 MB of escapes", "a: \"" + "\\u00e9".repeat(800_000) + "\"\n", ""),
        Arguments.of("5 MB of empty lines", "\n".repeat(5 << 20), "empty"),
        Arguments.of("5 MB of commas", "a: [" + "a,".repeat(5 << 19), ""),
        Arguments.of("NUL bytes", "listeners: \0\0\0", "U+0000"),
        Arguments.of("a million mistakes", "units: [" + "a,".repeat(400_000) + "]", ""),
        Arguments.of("100,000 unknown keys", keys(100_000).replace(',', '\n'), "unknown key"),
        Arguments.of(
            "100,000 dangling names",
            "cohorts: {"
                + keys(50_000).replace("1", "{ preview: true }")
                + "}\nunits: { name: a, match: { path: / }, exposure: { rules: ["
                + "{cohort: nobody, send: next},".repeat(50_000)
                + "] } }",
            ""),
        Arguments.of("a number of a million digits", "limits: { body: " + "9".repeat(1 << 20), ""),
        Arguments.of(
            "a hexadecimal number of a million digits",
            "limits: { connections: 0x" + "f".repeat(1 << 20) + " }\n",
            ""),
        Arguments.of(
            "a language of a million parts",
            "cohorts: { a: { acceptLanguage: \"de" + "-ab".repeat(1 << 20) + "\" } }\n",
            ""),
        Arguments.of(
            "a pattern of repeated repeats",
            "redirects: { pattern: \"((a{1000}){1000}){1000}\", to: /b }\n",
            ""),
        Arguments.of(
            "a pattern of nested groups",
            "redirects: { pattern: \"" + "(".repeat(400_000) + "\", to: /b }\n",
            ""),
        Arguments.of(
            "a key that hangs over a thousand problems",
            "? " + "k".repeat(1 << 20) + "\n: [" + "{},".repeat(1_000) + "]\n",
            ""),
        Arguments.of(
            "variables that hang in many places",
            "x-a: &a \"${file:large}${file:large}\"\nseo: { ignore: ["
                + "*a,".repeat(100_000)
                + "] }\n",
            ""));
  }

  private static String billionLaughs() {
    StringBuilder out =
        new StringBuilder("x-0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int i = 1; i <= 9; i++) {
      String item = "*a" + (i - 1);
      out.append("x-%d: &a%d [%s]%n".formatted(i, i, (item + ", ").repeat(8) + item));
    }
    return out.toString();
  }

  private static String staircase(int steps) {
    return IntStream.range(0, 100)
        .mapToObj(i -> " ".repeat(i) + "a:\n")
        .collect(Collectors.joining("", "", "# " + steps));
  }

  private static String keys(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "k" + i + ": 1")
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void read_hostileText_isRefusedSoon(String name, String text, String message) throws IOException {
    java.nio.file.Files.writeString(directory.resolve("large"), "l".repeat(60_000));

    Loaded loaded = readSoon(text);

    assertThat(loaded).isInstanceOf(Loaded.Invalid.class);
    List<Problem> problems = ((Loaded.Invalid) loaded).problems();
    assertThat(problems).hasSizeLessThanOrEqualTo(1_000);
    assertThat(problems.getFirst().message()).contains(message);
    assertThat(problems).allMatch(problem -> problem.toString().length() < 2_000);
    assertThat(problems).noneMatch(problem -> problem.toString().contains("\n"));
  }

  @Test
  void read_aThousandAnchors_areAllKnown() {
    String anchors =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "x-%d: &a%d legacy%n".formatted(i, i))
            .collect(Collectors.joining());

    Loaded loaded = readSoon(anchors + SHOP + "default: *a999\n");

    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
  }

  @Test
  void read_aTextOfAMegabyte_isTaken() {
    Loaded loaded = readSoon(SHOP + "seo: { ignore: \"" + "a".repeat(1 << 20) + "\" }\n");

    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
  }

  /** Each unit waits for the one before: a ring of 20,000 costs neither stack nor patience. */
  @Test
  void read_aLongRingOfUnits_isToldSoon() {
    String units =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    "- { name: u%d, match: { path: / }, rollout: { after: u%d, stages: %s } }%n"
                        .formatted(i, (i + 1) % 20_000, "{ percent: 1%, hold: 1s }"))
            .collect(Collectors.joining());

    Loaded loaded = readSoon(SHOP.substring(0, SHOP.indexOf("units:")) + "units:\n" + units);

    assertThat(((Loaded.Invalid) loaded).problems()).hasSize(1_000);
  }

  @Test
  void load_aFileOfFiftyMegabytes_isRefusedByItsSize() throws IOException {
    Path file = directory.resolve("crossfade.yaml");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(50L << 20);
    }

    Loaded loaded =
        assertTimeoutPreemptively(SOON, () -> new ConfigLoader(_ -> Optional.empty()).load(file));

    assertThat(((Loaded.Invalid) loaded).problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo("the file is too large (expected: at most 8388608 bytes)");
  }

  private Loaded readSoon(String text) {
    Function<String, Optional<String>> noVariables = _ -> Optional.empty();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Path file = directory.resolve("crossfade.yaml");
    return assertTimeoutPreemptively(
        SOON, () -> new ConfigLoader(noVariables).read(bytes, "crossfade.yaml", file));
  }
}
