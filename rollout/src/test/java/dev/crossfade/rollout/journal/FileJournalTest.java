package dev.crossfade.rollout.journal;

import static dev.crossfade.rollout.journal.Journals.CLOCK;
import static dev.crossfade.rollout.journal.Journals.all;
import static dev.crossfade.rollout.journal.Journals.body;
import static dev.crossfade.rollout.journal.Journals.draft;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class FileJournalTest {
  @TempDir Path temp;
  private Path dir;
  private FileJournal journal;

  @BeforeEach
  void open() {
    dir = temp.resolve("state");
    journal = Journals.open(dir);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void append_first_isEntryOneAtTheClockToTheMillisecond() {
    journal.close();
    InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00.123456789Z"));
    journal = FileJournal.open(dir, clock, Retention.DEFAULT);

    JournalEntry entry =
        journal.append(new Draft("ada", "rollout.stage", "search", "go", body("to", "25%")));

    assertThat(entry)
        .isEqualTo(
            new JournalEntry(
                1,
                Instant.parse("2026-11-21T12:00:00.123Z"),
                "ada",
                "rollout.stage",
                "search",
                "go",
                body("to", "25%")));
  }

  @Test
  void append_entry_isOneLineToReadWithGrep() throws Exception {
    journal.append(new Draft("zoë", "config", "shop.yaml", "two\nlines", body("text", "€")));

    assertThat(Files.readAllLines(Journals.log(dir)))
        .hasSize(2)
        .element(1)
        .asString()
        .matches("[0-9a-f]{8} \\{.*")
        .endsWith(
            "{\"seq\":1,\"at\":\"2026-11-21T12:00:00Z\",\"actor\":\"zoë\",\"kind\":\"config\",\"subject\":\"shop.yaml\",\"reason\":\"two\\n"
                + "lines\",\"body\":{\"text\":\"€\"}}");
  }

  @Test
  void append_afterReopen_continuesTheNumbers() {
    journal.append(draft("rollout", "search"));
    journal.close();
    journal = Journals.open(dir);

    assertThat(journal.append(draft("rollout", "search")).seq()).isEqualTo(2);
  }

  @Test
  void append_manyThreads_ordersWithoutGapOrRepeat() throws Exception {
    long threads = 8;
    int each = 25;
    List<JournalEntry> acknowledged = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<JournalEntry>>> tasks = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String subject = "unit-" + t;
        tasks.add(
            () ->
                LongStream.range(0, each)
                    .mapToObj(_ -> journal.append(draft("action", subject)))
                    .toList());
      }
      for (Future<List<JournalEntry>> done : pool.invokeAll(tasks)) {
        acknowledged.addAll(done.get());
      }
    }
    journal.close();

    List<JournalEntry> replayed = Journals.replay(dir);
    assertThat(replayed).containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(replayed)
        .extracting(JournalEntry::seq)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, threads * each).boxed().toList());
  }

  /** A cancelled HTTP request interrupts its thread; a FileChannel would be closed by that. */
  @Test
  void append_interruptedThread_appendsAndLeavesTheJournalOpen() {
    Thread.currentThread().interrupt();
    JournalEntry entry = journal.append(draft("action", "search"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(entry.seq() + 1);
  }

  @Test
  void append_bodyChangedAfterwards_keepsWhatWasAppended() {
    ObjectNode body = body("to", "25%");
    JournalEntry entry = journal.append(new Draft("ada", "rollout", "search", "", body));
    body.put("to", "100%");
    entry.body().put("to", "50%");

    assertThat(all(journal)).extracting(JournalEntry::body).containsExactly(body("to", "25%"));
  }

  @Test
  void append_largestEntry_isReplayed() {
    JournalEntry entry = journal.append(sized(LogLine.MAX_JSON));
    journal.close();

    assertThat(Journals.replay(dir)).containsExactly(entry);
  }

  @Test
  void append_oneByteTooLarge_isRefusedAndLeavesNoTrace() {
    Draft draft = sized(LogLine.MAX_JSON + 1);

    assertThatThrownBy(() -> journal.append(draft))
        .isInstanceOf(JournalException.class)
        .hasMessage("journal: entry of 16777217 bytes (expected: at most 16777216)");
    assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(1);
  }

  /** What Jackson would write but not read must not get into the file. */
  @Test
  void append_bodyTooDeepToReadBack_isRefusedAndLeavesNoTrace() {
    ObjectNode deep = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < 2_000; i++) {
      ObjectNode outer = JsonNodeFactory.instance.objectNode();
      outer.set("in", deep);
      deep = outer;
    }
    Draft draft = new Draft("ada", "action", "search", "", deep);

    assertThatThrownBy(() -> journal.append(draft)).isInstanceOf(JournalException.class);
    assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(1);
  }

  @Test
  void append_nameThatIsNotText_isRefusedAndLeavesNoTrace() {
    Draft draft = new Draft("ada", "action", "search", "", body("\ud800", "half a pair"));

    assertThatThrownBy(() -> journal.append(draft))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith("journal: entry could not be read back: ");
    assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(1);
  }

  @Test
  void append_closed_isRefusedWhileReadingGoesOn() {
    JournalEntry entry = journal.append(draft("action", "search"));
    journal.close();

    assertThatThrownBy(() -> journal.append(draft("action", "search")))
        .isInstanceOf(JournalException.class)
        .hasMessageEndingWith("journal.log is closed");
    assertThat(all(journal)).containsExactly(entry);
  }

  @Test
  void append_directoryDeleted_isRefusedWhileReadingGoesOn() throws Exception {
    JournalEntry entry = journal.append(draft("action", "search"));
    Files.delete(dir.resolve("journal.lock"));
    Files.delete(Journals.log(dir));
    Files.delete(dir);

    assertThatThrownBy(() -> journal.append(draft("action", "search")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("journal.log is no longer there: it does not exist; it is written");
    assertThat(all(journal)).containsExactly(entry);
  }

  @Test
  void mend_directoryDeleted_writesAllOfItAnew() throws Exception {
    JournalEntry entry = journal.append(draft("action", "search"));
    Files.delete(dir.resolve("journal.lock"));
    Files.delete(Journals.log(dir));
    Files.delete(dir);

    assertThat(journal.mend()).isTrue();

    assertThat(journal.mend()).isFalse();
    JournalEntry next = journal.append(draft("action", "search"));
    assertThat(next.seq()).isEqualTo(2);
    journal.close();
    open();
    assertThat(all(journal)).containsExactly(entry, next);
  }

  @Test
  void mend_somethingElseHasTheName_saysSoAndTriesAgainLater() throws Exception {
    JournalEntry entry = journal.append(draft("action", "search"));
    Files.delete(dir.resolve("journal.lock"));
    Files.delete(Journals.log(dir));
    Files.delete(dir);
    Files.writeString(dir, "in the way");

    assertThatThrownBy(journal::mend)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is a file (expected: a directory)");
    Files.delete(dir);

    assertThat(journal.mend()).isTrue();
    assertThat(all(journal)).containsExactly(entry);
  }

  @Test
  void mend_anotherGatewayTookTheDirectory_leavesItToThatOne() throws Exception {
    journal.append(draft("action", "search"));
    Files.move(dir, dir.resolveSibling("away"));
    Files.createDirectory(dir);
    Files.writeString(Journals.log(dir), "another's");

    assertThatThrownBy(journal::mend)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("was replaced by another file");
    assertThat(Files.readString(Journals.log(dir))).isEqualTo("another's");
  }

  @Test
  void mend_closedJournal_isLeftAlone() throws Exception {
    journal.close();
    Files.delete(Journals.log(dir));

    assertThat(journal.mend()).isFalse();
    assertThat(Files.exists(Journals.log(dir))).isFalse();
  }

  @Test
  void append_fileMovedAwayAndPutBack_continues() throws Exception {
    journal.append(draft("action", "search"));
    Files.move(Journals.log(dir), dir.resolve("away"));
    assertThatThrownBy(() -> journal.append(draft("action", "search")))
        .isInstanceOf(JournalException.class);
    Files.move(dir.resolve("away"), Journals.log(dir));

    assertThat(journal.append(draft("action", "search")).seq()).isEqualTo(2);
  }

  @Test
  void append_fileReplacedByItsCopy_isRefused() throws Exception {
    Files.copy(Journals.log(dir), dir.resolve("copy"));
    Files.move(dir.resolve("copy"), Journals.log(dir), ATOMIC_MOVE);

    assertThatThrownBy(() -> journal.append(draft("action", "search")))
        .isInstanceOf(JournalException.class)
        .hasMessageEndingWith("was replaced by another file; restart the gateway");
  }

  @Test
  void append_somethingElseWroteToTheFile_isRefused() throws Exception {
    Files.write(Journals.log(dir), new byte[0]);

    assertThatThrownBy(() -> journal.append(draft("action", "search")))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("has 0 bytes (expected: ")
        .hasMessageContaining("something else writes to it");
  }

  @Test
  void appendAfter_nothingInBetween_appends() {
    journal.append(draft("action", "search"));

    assertThat(journal.appendAfter(1, draft("action", "search")))
        .hasValueSatisfying(entry -> assertThat(entry.seq()).isEqualTo(2));
  }

  @Test
  void appendAfter_anotherCameFirst_isEmptyAndAppendsNothing() {
    journal.append(draft("action", "search"));

    assertThat(journal.appendAfter(0, draft("action", "checkout"))).isEmpty();
    assertThat(journal.lastSeq()).isEqualTo(1);
  }

  @Test
  void before_pagedByTheLastNumber_visitsAllNewestFirst() {
    for (int i = 0; i < 5; i++) {
      journal.append(draft("action", "search"));
    }
    List<List<Long>> pages = new ArrayList<>();
    for (List<JournalEntry> page = journal.before(Long.MAX_VALUE, 2);
        !page.isEmpty();
        page = journal.before(page.getLast().seq(), 2)) {
      pages.add(page.stream().map(JournalEntry::seq).toList());
    }

    assertThat(pages).containsExactly(List.of(5L, 4L), List.of(3L, 2L), List.of(1L));
  }

  @Test
  void after_seqAndLimit_readsOnwards() {
    for (int i = 0; i < 5; i++) {
      journal.append(draft("action", "search"));
    }

    assertThat(journal.after(2, 2)).extracting(JournalEntry::seq).containsExactly(3L, 4L);
  }

  @Test
  void last_kindAndSubject_isTheNewestOfBoth() {
    journal.append(draft("rollout", "search"));
    JournalEntry newest = journal.append(draft("rollout", "search"));
    journal.append(draft("rollout", "checkout"));
    journal.append(draft("action", "search"));

    assertThat(journal.last("rollout", "search")).contains(newest);
    assertThat(journal.last("rollout", "catalog")).isEmpty();
  }

  @Test
  void newest_kind_isNewestFirstUpToTheLimit() {
    for (int i = 0; i < 3; i++) {
      journal.append(draft("config", "shop.yaml"));
      journal.append(draft("action", "search"));
    }

    assertThat(journal.newest("config", 2)).extracting(JournalEntry::seq).containsExactly(5L, 3L);
  }

  /** A draft whose entry, as the first one, has exactly this many bytes of JSON. */
  private static Draft sized(int bytes) {
    Draft empty = new Draft("ada", "config", "shop.yaml", "", body("text", ""));
    int frame = LogLine.encode(EntryJson.toJson(empty.toEntry(1, CLOCK.instant()))).length - 10;
    return new Draft("ada", "config", "shop.yaml", "", body("text", "x".repeat(bytes - frame)));
  }
}
