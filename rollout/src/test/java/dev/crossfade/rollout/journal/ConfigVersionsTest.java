package dev.crossfade.rollout.journal;

import static dev.crossfade.rollout.journal.Journals.NOON;
import static dev.crossfade.rollout.journal.Journals.draft;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigVersionsTest {
  @TempDir Path dir;
  private FileJournal journal;
  private ConfigVersions versions;

  @BeforeEach
  void open() {
    journal = Journals.open(dir);
    versions = new ConfigVersions(journal, ConfigVersions.KEPT);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void record_texts_numbersThemFromOneWhateverElseHappens() {
    assertThat(record("a")).isEqualTo(1);
    journal.append(draft("rollout", "search"));
    assertThat(record("b")).isEqualTo(2);
  }

  @Test
  void record_textOfTheActiveVersion_recordsNothing() {
    record("a");

    assertThat(record("a")).isEqualTo(1);
    assertThat(journal.lastSeq()).isEqualTo(1);
  }

  @Test
  void record_textOfAnOlderVersion_isANewVersion() {
    record("a");
    record("b");

    assertThat(record("a")).isEqualTo(3);
  }

  @Test
  void record_afterReopenAndCompaction_continuesTheNumbers() {
    for (int i = 0; i < 25; i++) {
      record("text " + i);
    }
    close();
    open();

    assertThat(record("text 24")).isEqualTo(25);
    assertThat(record("new")).isEqualTo(26);
  }

  @Test
  void record_manyThreads_givesEachTextItsOwnNumber() throws Exception {
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> tasks =
          IntStream.range(0, 20).<Callable<Long>>mapToObj(i -> () -> record("text " + i)).toList();
      List<Long> numbers = pool.invokeAll(tasks).stream().map(done -> done.resultNow()).toList();

      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
    }
  }

  @Test
  void list_versions_isNewestFirstWithoutText() {
    versions.record("", "shop.yaml", "start", "first start");
    versions.record("ü", "shop.yaml", "ada", "more search");

    assertThat(versions.list())
        .containsExactly(
            new ConfigVersion(
                2,
                NOON,
                "shop.yaml",
                "ada",
                "more search",
                "607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f",
                2),
            new ConfigVersion(
                1,
                NOON,
                "shop.yaml",
                "start",
                "first start",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                0));
  }

  @Test
  void list_moreThanKept_isTheNewest() {
    for (int i = 1; i <= 25; i++) {
      record("text " + i);
    }

    assertThat(versions.list()).extracting(ConfigVersion::version).hasSize(20).startsWith(25L);
    assertThat(versions.text(5)).isEmpty();
  }

  @Test
  void text_version_isWhatWasRecorded() {
    record("a: 1\n# Größe\n");
    record("b");

    assertThat(versions.text(1)).contains("a: 1\n# Größe\n");
    assertThat(versions.text(3)).isEmpty();
  }

  private long record(String text) {
    return versions.record(text, "shop.yaml", "ada", "because");
  }
}
