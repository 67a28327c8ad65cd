package dev.crossfade.config;

import dev.crossfade.config.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration and what reading it must say, in one file: the input, a line of ten hyphens, the
 * outcome.
 *
 * @param latin1 the input with a character for each byte, since some inputs are no UTF-8 on purpose
 */
record GoldenFile(Path file, String latin1, String expected) {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final String SEPARATOR = "----------\n";

  /** What {@code ${…}} stands for in every golden file. A value with "hidden" must never show. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "OPS_TOKEN_SHA256", "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8",
          "SEO_TOKEN_SHA256", "0000000000000000000000000000000000000000000000000000000000000000",
          "CF_COOKIE_KEY", "hidden-key-nobody-can-guess",
          "ETCD_PASSWORD", "12345678",
          "PORT", "8081",
          "DIGITS", "1234567890123456",
          "LEGACY", "legacy",
          "HIDDEN", "hidden",
          "HIDDEN_REGEX", "(hidden",
          "EMPTY", "");

  /** All of them, sorted by name. */
  static List<GoldenFile> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(GoldenFile::read)
          .toList();
    }
  }

  private static GoldenFile read(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      int end = text.startsWith(SEPARATOR) ? 0 : text.lastIndexOf("\n" + SEPARATOR) + 1;
      if (!text.startsWith(SEPARATOR, end)) {
        throw new IllegalStateException(file + " has no line of ten hyphens");
      }
      String outcome = text.substring(end + SEPARATOR.length());
      return new GoldenFile(
          file,
          text.substring(0, end),
          new String(outcome.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  byte[] input() {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  String name() {
    return file.getFileName().toString().replace(".txt", "");
  }

  /**
   * Reads the input as if it stood in this directory, which should be one of {@link
   * #makeDirectory}.
   */
  Loaded load(Path directory) {
    ConfigLoader loader =
        new ConfigLoader(variable -> Optional.ofNullable(VARIABLES.get(variable)));
    return loader.read(input(), "crossfade.yaml", directory.resolve("crossfade.yaml"));
  }

  /** The outcome as a golden file tells it; the machine's own paths become {@code {dir}}. */
  static String render(Loaded loaded, Path directory) {
    StringBuilder out = new StringBuilder();
    switch (loaded) {
      case Loaded.Valid _ -> out.append("valid\n");
      case Loaded.Invalid invalid ->
          invalid.problems().forEach(problem -> out.append(line(problem)).append('\n'));
    }
    loaded.warnings().forEach(w -> out.append("warning: ").append(line(w)).append('\n'));
    return out.toString().replace(directory.toString(), "{dir}");
  }

  private static String line(Problem problem) {
    return problem.toString().substring(problem.file().length() + 1);
  }

  /** Writes the outcome into the file. */
  void rewrite(String outcome) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(input());
      out.write((SEPARATOR + outcome).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Puts the files that golden inputs name into an empty directory. */
  static void makeDirectory(Path directory) throws IOException {
    Map<String, String> files =
        Map.of(
            "tls/shop.pem", "a certificate",
            "tls/shop.key", "a key",
            "tls/internal-ca.pem", "an authority",
            "tls/client.pem", "a certificate",
            "tls/client.key", "a key",
            "geo/country.mmdb", "countries",
            "crawlers/googlebot.json", "{}",
            "redirects/legacy.csv", "/old,/new",
            "secrets/cookie-key", "hidden-key-nobody-can-guess\n",
            "secrets/too-large", "hidden".repeat(20_000));
    for (Map.Entry<String, String> entry : files.entrySet()) {
      Path file = directory.resolve(entry.getKey());
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, entry.getValue());
    }
    Files.write(directory.resolve("secrets/binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
  }
}
