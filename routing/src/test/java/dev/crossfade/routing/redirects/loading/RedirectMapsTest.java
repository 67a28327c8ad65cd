package dev.crossfade.routing.redirects.loading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.routing.redirects.HitCounts;
import dev.crossfade.routing.redirects.format.RedirectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedirectMapsTest {
  private static final Reading CSV =
      (file, format, sink) -> {
        try (InputStream in = Files.newInputStream(file)) {
          RedirectReader.read(in, file.toString(), format, sink);
        }
      };

  private final List<String> problems = new ArrayList<>();
  @TempDir private Path folder;

  private Config config(String redirects) {
    String text =
        """
        listeners: [ { bind: 127.0.0.1:0 } ]
        backends:
          legacy: { endpoints: ["http://127.0.0.1:1"] }
          next: { endpoints: ["http://127.0.0.1:2"] }
        units: [ { name: shop, match: { path: /** }, send: legacy } ]
        redirects:
        """
            + redirects;
    Loaded loaded =
        ConfigLoader.ofEnvironment()
            .read(
                text.getBytes(StandardCharsets.UTF_8), "c.yaml", folder.resolve("crossfade.yaml"));
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    return ((Loaded.Valid) loaded).config();
  }

  private RedirectMaps load(String redirects, @Nullable RedirectMaps previous) {
    return RedirectMaps.load(config(redirects), CSV, previous, problems);
  }

  @Test
  void load_badLines_namesEachUpToAHundred() throws IOException {
    Path file = folder.resolve("bad.csv");
    Files.writeString(file, "nonsense\n".repeat(150));

    load("  - { file: bad.csv }\n  - { pattern: 'x(a)', to: /a, reverse: true }\n", null);

    assertThat(problems)
        .hasSize(101)
        .contains(file + ":100: nonsense alone (expected: source, target, status)")
        .last()
        .isEqualTo("redirects: 51 problems more");
  }

  @Test
  void load_badLinesOfALenientFile_areWarnings() throws IOException {
    Files.writeString(folder.resolve("bad.csv"), "nonsense\n/a,/b\n/c,/c\n/a,/x\n");

    RedirectMaps maps = load("  - { file: bad.csv, lenient: true }\n", null);

    assertThat(problems).isEmpty();
    assertThat(maps.map().entries()).isEqualTo(2);
    assertThat(maps.warnings()).hasSize(3).last().asString().startsWith("redirects: 1 ask for");
  }

  @Test
  void load_whatCannotBeTurnedRound_namesTheKey() {
    load("  - { pattern: 'x(a)', to: /a, reverse: true }\n", null);

    assertThat(problems).singleElement().asString().startsWith("redirects[0]: reverse: pattern");
  }

  @Test
  void load_sameAgain_isNotCompiledAgain() throws IOException {
    Path file = folder.resolve("map.csv");
    Files.writeString(file, "/a,/b\n");
    RedirectMaps first = load("  - { file: map.csv }\n", null);
    FileTime written = Files.getLastModifiedTime(file);

    assertThat(load("  - { file: map.csv }\n", first)).isSameAs(first);

    Files.writeString(file, "/a,/c\n");
    Files.setLastModifiedTime(file, written);

    assertThat(load("  - { file: map.csv }\n", first)).isNotSameAs(first);
    assertThat(load("  - { file: map.csv, query: drop }\n", first)).isNotSameAs(first);
  }

  @Test
  void load_fileThatGoesWhileItIsRead_isAProblem() throws IOException {
    Path file = folder.resolve("map.csv");
    Files.writeString(file, "/a,/b\n");
    Config config = config("  - { file: map.csv }\n");
    Files.delete(file);

    RedirectMaps.load(config, CSV, null, problems);

    assertThat(problems).singleElement().asString().startsWith("redirects[0]: " + file);
  }

  @Test
  void hitsFile_closedAndReadAgain_saysTheSame() {
    Path file = folder.resolve("redirect-hits");
    HitCounts counts =
        new HitCounts.Builder(1)
            .since(1_600_000_000)
            .add(7, 3, 2, 1_700_000_000)
            .add(-1, 1, 0, 5)
            .build();

    HitsFile.keeping(file, () -> counts).close();
    HitCounts read = HitsFile.read(file);

    assertThat(read.size()).isEqualTo(2);
    assertThat(read.count(read.find(7))).isEqualTo(3);
    assertThat(read.crawlers(read.find(7))).isEqualTo(2);
    assertThat(read.seconds(read.find(-1))).isEqualTo(5);
    assertThat(read.since()).isEqualTo(1_600_000_000);
  }

  /** What a gateway wrote before crawlers were counted. */
  @Test
  void hitsFile_ofTheFirstForm_isRead() throws IOException {
    Path file = folder.resolve("redirect-hits");
    ByteBuffer bytes = ByteBuffer.allocate(8 + 4 + 20 + 4);
    bytes.putLong(0x4346_4849_5453_3031L).putInt(1).putLong(7).putLong(3).putInt(5);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate().flip());
    Files.write(file, bytes.putInt((int) checksum.getValue()).array());

    HitCounts read = HitsFile.read(file);

    assertThat(read.count(read.find(7))).isEqualTo(3);
    assertThat(read.crawlers(read.find(7))).isZero();
    assertThat(read.since()).isZero();
  }

  @Test
  void hitsFile_damaged_isSetAside() throws IOException {
    Path file = folder.resolve("redirect-hits");
    HitsFile.write(file, new HitCounts.Builder(1).add(7, 3, 0, 1).build());
    byte[] bytes = Files.readAllBytes(file);
    bytes[15] ^= 1;
    Files.write(file, bytes);

    assertThat(HitsFile.read(file).size()).isZero();
    assertThat(file).doesNotExist();
    assertThat(folder.resolve("redirect-hits.bad")).exists();
  }
}
