package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Secrets.CookieKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieKeysTest {
  private static final int AT_ONCE = 16;

  @TempDir Path folder;
  private Path state;
  private Path file;

  @BeforeEach
  void namePaths() {
    state = folder.resolve("deep/state");
    file = state.resolve("cookie-key");
  }

  private Config config(String more) throws IOException {
    Path yaml =
        Files.writeString(
            folder.resolve("crossfade.yaml"),
            """
            listeners: [ { bind: "127.0.0.1:0" } ]
            backends:
              legacy: { endpoints: ["http://127.0.0.1:1"] }
              next: { endpoints: ["http://127.0.0.1:2"] }
            units: [ { name: all, match: { path: /** }, send: next } ]
            state: { dir: deep/state }
            """
                + more);
    return switch (new ConfigLoader(_ -> Optional.empty()).load(yaml)) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid ->
          throw new IllegalArgumentException(invalid.problems().toString());
    };
  }

  private CookieKey kept() throws IOException {
    return CookieKeys.of(config("")).getFirst();
  }

  @Test
  void of_keysConfigured_isThoseAndMakesNone() throws IOException {
    Config config = config("secrets: { cookieKeys: [ { id: k1, value: a key of 16 letters } ] }\n");

    assertThat(CookieKeys.of(config)).extracting(CookieKey::id).containsExactly("k1");
    assertThat(state).doesNotExist();
  }

  @Test
  void of_noKeysConfigured_isOneThatStays() throws IOException {
    CookieKey first = kept();

    assertThat(first.value()).matches("[A-Za-z0-9_-]{43}");
    assertThat(kept()).isEqualTo(first);
    assertThat(Files.readString(file)).isEqualTo(first.value() + "\n");
  }

  @Test
  void of_madeKey_isReadableByItsOwnerOnlyAndLeavesNothingElse() throws IOException {
    kept();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
    assertThat(state).isDirectoryContaining(file::equals);
    try (var names = Files.list(state)) {
      assertThat(names).hasSize(1);
    }
  }

  @Test
  void of_twoStateDirectories_haveDifferentKeys() throws IOException {
    CookieKey first = kept();
    Files.delete(file);

    assertThat(kept()).isNotEqualTo(first);
  }

  /** A gateway, one that takes it over, and a command: all must sign with the same. */
  @Test
  void of_manyAtOnce_isOneKeyForAll() throws Exception {
    Config config = config("");
    CyclicBarrier begin = new CyclicBarrier(AT_ONCE);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int round = 0; round < 20; round++) {
        Files.deleteIfExists(file);
        List<Future<List<CookieKey>>> asked = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          asked.add(
              threads.submit(
                  () -> {
                    begin.await();
                    return CookieKeys.of(config);
                  }));
        }
        for (Future<List<CookieKey>> answer : asked) {
          assertThat(answer.get()).isEqualTo(CookieKeys.of(config));
        }
        try (var names = Files.list(state)) {
          assertThat(names).containsExactly(file);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "abc", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"})
  void of_fileThatIsCutOff_isAProblemAndStaysAsItIs(String text) throws IOException {
    Files.createDirectories(state);
    Files.writeString(file, text);

    assertThatThrownBy(this::kept)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("state.dir: " + file + ": is cut off (expected: the 44 bytes");
    assertThat(file).hasContent(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n\n",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8 ",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh+\n",
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
      })
  void of_fileThatIsSomethingElse_isAProblemAndStaysAsItIs(String text) throws IOException {
    Files.createDirectories(state);
    Files.writeString(file, text);

    assertThatThrownBy(this::kept)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("state.dir: " + file + ": is no key (expected: the 44 bytes");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void of_fileThatMayNotBeRead_isAProblem() throws IOException {
    kept();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(file)).as("run as somebody who may read everything").isFalse();

    assertThatThrownBy(this::kept)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("state.dir: " + file + ": permission denied for user ");
  }

  @Test
  void of_directoryInItsPlace_isAProblem() throws IOException {
    Files.createDirectories(file);

    assertThatThrownBy(this::kept)
        .isInstanceOf(IOException.class)
        .hasMessage("state.dir: " + file + ": is a directory (expected: a file, or nothing)");
  }

  @Test
  void of_stateDirectoryThatIsAFile_isAProblem() throws IOException {
    Files.createDirectories(state.getParent());
    Files.writeString(state, "");

    assertThatThrownBy(this::kept)
        .isInstanceOf(IOException.class)
        .hasMessage("state.dir: " + file + ": state.dir is a file (expected: a directory)");
  }
}
