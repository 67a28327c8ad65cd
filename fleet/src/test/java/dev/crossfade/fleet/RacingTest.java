package dev.crossfade.fleet;

import static dev.crossfade.fleet.Drafts.PREFIX;
import static dev.crossfade.fleet.Drafts.all;
import static dev.crossfade.fleet.Drafts.client;
import static dev.crossfade.fleet.Drafts.draft;
import static dev.crossfade.fleet.Drafts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.rollout.journal.Entries;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways, four threads each, all appending at once: no gap, none lost, none twice. */
class RacingTest {
  private static final int EACH = 125;

  @TempDir Path temp;

  @Test
  void append_twoGatewaysRace_isOneSequence() throws Exception {
    try (RealEtcd etcd = RealEtcd.start(temp.resolve("etcd"));
        Etcd client = client(etcd.settings(PREFIX));
        FleetJournal one = open(temp.resolve("one"), client);
        FleetJournal two = open(temp.resolve("two"), client)) {

      List<JournalEntry> given = race(List.of(one, two), EACH);

      assertThat(given).hasSize(8 * EACH);
      requireOneSequence(given, one, two);
    }
  }

  /** The store is killed and started again and again: what was acknowledged is there, once. */
  @Test
  void append_storeDiesMeanwhile_acknowledgedEntriesAreThereOnce() throws Exception {
    try (RealEtcd etcd = RealEtcd.start(temp.resolve("etcd"));
        Etcd client = client(etcd.settings(PREFIX));
        FleetJournal one = open(temp.resolve("one"), client);
        FleetJournal two = open(temp.resolve("two"), client)) {
      AtomicBoolean over = new AtomicBoolean();
      Thread killer = Thread.ofPlatform().start(() -> killAndRestart(etcd, over));

      List<JournalEntry> given = race(List.of(one, two), 60);

      over.set(true);
      killer.join();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> one.outage().isEmpty() && two.outage().isEmpty());
      long last = one.append(draft("last")).seq();
      await().atMost(Duration.ofSeconds(5)).until(() -> two.lastSeq() == last);
      assertThat(all(one)).isEqualTo(all(two)).containsAll(given);
      assertThat(seqs(all(one))).isEqualTo(LongStream.rangeClosed(1, last).boxed().toList());
      assertThat(all(one).stream().map(JournalEntry::subject)).doesNotHaveDuplicates();
    }
  }

  private static void requireOneSequence(
      List<JournalEntry> given, FleetJournal one, FleetJournal two) {
    int all = given.size();
    await().atMost(Duration.ofSeconds(5)).until(() -> one.lastSeq() == all && two.lastSeq() == all);
    assertThat(all(one)).isEqualTo(all(two)).containsExactlyInAnyOrderElementsOf(given);
    assertThat(seqs(all(one))).isEqualTo(LongStream.rangeClosed(1, all).boxed().toList());
  }

  private static List<JournalEntry> race(List<FleetJournal> journals, int each) throws Exception {
    List<Callable<List<JournalEntry>>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      int writer = i;
      writers.add(() -> write(journals.get(writer % 2), writer, each));
    }
    List<JournalEntry> given = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<List<JournalEntry>> entries : threads.invokeAll(writers)) {
        given.addAll(entries.get());
      }
    }
    given.sort(Comparator.comparingLong(JournalEntry::seq));
    return Entries.of(given).all(); // throws if a number was given twice
  }

  /** Each subject once, whatever fails: what was not acknowledged is not tried again. */
  private static List<JournalEntry> write(FleetJournal journal, int writer, int each)
      throws InterruptedException {
    List<JournalEntry> given = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      try {
        given.add(journal.append(draft("w" + writer + "-" + i)));
      } catch (JournalException e) {
        assertThat(e).hasMessageContaining("etcd: http://127.0.0.1:");
        TimeUnit.MILLISECONDS.sleep(20); // else all fail before the store is back
      }
    }
    return given;
  }

  private static void killAndRestart(RealEtcd etcd, AtomicBoolean over) {
    try {
      while (!over.get()) {
        TimeUnit.MILLISECONDS.sleep(300);
        etcd.kill();
        etcd.restart();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Long> seqs(List<JournalEntry> entries) {
    return Collections.unmodifiableList(entries.stream().map(JournalEntry::seq).toList());
  }
}
