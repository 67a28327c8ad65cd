package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of files that change, and what is not; each look is the test's. */
class FileWatchTest {
  @TempDir Path folder;
  private Path file;
  private FileWatch watch;
  private final AtomicInteger told = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    file = Files.writeString(folder.resolve("crossfade.yaml"), "one");
    watch = new FileWatch(() -> Set.of(file), told::incrementAndGet);
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  @Test
  void change_thatRests_isToldOnce() throws IOException {
    Files.writeString(file, "another");

    watch.look();
    assertThat(told).hasValue(0);
    watch.look();
    watch.look();
    watch.look();

    assertThat(told).hasValue(1);
  }

  @Test
  void change_thatGoesOn_isToldWhenItRests() throws IOException {
    Files.writeString(file, "another");
    watch.look();
    Files.writeString(file, "another one");
    watch.look();
    assertThat(told).hasValue(0);

    watch.look();

    assertThat(told).hasValue(1);
  }

  @Test
  void change_thatSomebodyReadsMeanwhile_isNoNews() throws IOException {
    Files.writeString(file, "another");
    watch.look();

    watch.onReading();
    watch.look();
    watch.look();

    assertThat(told).hasValue(0);
  }

  @Test
  void change_afterSomebodyRead_isTold() throws IOException {
    watch.onReading();
    Files.writeString(file, "another");

    watch.look();
    watch.look();

    assertThat(told).hasValue(1);
  }

  @Test
  void fileThatGoesAndComesBack_isToldBothTimes() throws IOException {
    Files.delete(file);
    watch.look();
    watch.look();
    assertThat(told).hasValue(1);

    Files.writeString(file, "three");
    watch.look();
    watch.look();

    assertThat(told).hasValue(2);
  }
}
