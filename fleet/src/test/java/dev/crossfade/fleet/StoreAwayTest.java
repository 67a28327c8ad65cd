package dev.crossfade.fleet;

import static dev.crossfade.fleet.Drafts.PREFIX;
import static dev.crossfade.fleet.Drafts.all;
import static dev.crossfade.fleet.Drafts.client;
import static dev.crossfade.fleet.Drafts.draft;
import static dev.crossfade.fleet.Drafts.open;
import static dev.crossfade.fleet.Drafts.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways over one etcd that goes and comes: one beside it, one behind a cable. */
class StoreAwayTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LATER = Duration.ofSeconds(15);

  @TempDir Path temp;
  private RealEtcd etcd;
  private Cable cable;
  private Etcd near;
  private Etcd far;
  private FleetJournal one;
  private FleetJournal two;

  @BeforeEach
  void start() throws IOException {
    etcd = RealEtcd.start(temp.resolve("etcd"));
    cable = new Cable(etcd.port());
    near = client(etcd.settings(PREFIX));
    far = client(Drafts.by(cable));
    one = open(temp.resolve("one"), near);
    two = open(temp.resolve("two"), far);
    one.append(draft("a"));
    await().atMost(SOON).until(() -> two.lastSeq() == 1);
  }

  @AfterEach
  void stop() throws IOException {
    if (etcd != null) {
      one.close();
      two.close();
      near.close();
      far.close();
      cable.close();
      etcd.close();
    }
  }

  @Test
  void append_storeKilled_failsAtOnceAndReadsGoOn() throws Exception {
    Instant before = Instant.now();
    etcd.kill();
    await().atMost(SOON).until(() -> one.outage().isPresent());

    long asked = System.nanoTime();
    assertThatThrownBy(() -> one.append(draft("b")))
        .isInstanceOf(JournalException.class)
        .hasMessageMatching(
            "journal: no entry is taken since 20\\S+: etcd: http://127.0.0.1:\\d+ refuses the"
                + " connection, or nobody knows its host");
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofMillis(100));

    assertThat(one.outage().orElseThrow().since()).isAfter(before);
    assertThat(subjects(one)).containsExactly("a");
  }

  @Test
  void append_storeRestarted_isTakenAgainAndSeenByAll() throws Exception {
    etcd.kill();
    await().atMost(SOON).until(() -> one.outage().isPresent());
    etcd.restart();
    await().atMost(LATER).until(() -> one.outage().isEmpty() && two.outage().isEmpty());

    one.append(draft("b"));

    await().atMost(SOON).until(() -> two.lastSeq() == 2);
    assertThat(all(two)).isEqualTo(all(one));
  }

  @Test
  void append_storePaused_failsWithinTheDeadlineAndGoesOnAfterwards() throws Exception {
    etcd.pause();
    long asked = System.nanoTime();
    assertThatThrownBy(() -> one.append(draft("b"))).isInstanceOf(JournalException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
    etcd.resume();

    await().atMost(LATER).until(() -> one.outage().isEmpty());
    long last = one.append(draft("c")).seq();

    await().atMost(SOON).until(() -> two.lastSeq() == last);
    assertThat(all(two)).isEqualTo(all(one));
  }

  @Test
  void follow_networkCutSilently_isNoticedAndWhatWasMissedComesAfterwards() {
    cable.cut();
    one.append(draft("b"));
    await().atMost(Duration.ofSeconds(5)).until(() -> two.outage().isPresent());
    assertThat(two.outage().orElseThrow().reason()).contains("did not answer within");
    assertThat(subjects(two)).containsExactly("a");
    assertThat(one.outage()).isEmpty();

    cable.mend();

    await().atMost(LATER).until(() -> two.outage().isEmpty() && two.lastSeq() == 2);
    one.append(draft("c"));
    await().atMost(SOON).until(() -> two.lastSeq() == 3);
    assertThat(all(two)).isEqualTo(all(one));
  }

  /** What was written is there once, and its writer does not claim to know what it cannot. */
  @Test
  void append_answerLost_saysSoAndTheEntryIsThereOnce() {
    cable.loseAnswers();
    assertThatThrownBy(() -> two.append(draft("b")))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(
            "journal: it is not known whether the entry was written: etcd: http://127.0.0.1:")
        .hasMessageContaining("did not answer within");
    cable.mend();

    await().atMost(LATER).until(() -> two.outage().isEmpty() && two.lastSeq() == 2);
    assertThat(subjects(two)).containsExactly("a", "b");
    assertThat(one.append(draft("c")).seq()).isEqualTo(3);
  }

  @Test
  void follow_compactedWhileCutOff_readsEverythingAnew() throws Exception {
    cable.cut();
    await().atMost(Duration.ofSeconds(5)).until(() -> two.outage().isPresent());
    for (int i = 0; i < 20; i++) {
      one.append(draft("b" + i));
    }
    one.compact(new Retention(Map.of("rollout", 5), 5));
    etcd.compact();
    cable.close();
    two.close();
    far.close();
    cable = new Cable(etcd.port());
    far = client(Drafts.by(cable));
    two = open(temp.resolve("two"), far);

    assertThat(all(two)).hasSize(5).isEqualTo(all(one));
    one.append(draft("c"));
    await().atMost(SOON).until(() -> two.lastSeq() == 22);
  }

  @Test
  void follow_compactedWhileWatchIsDown_catchesUp() throws Exception {
    cable.cut();
    await().atMost(Duration.ofSeconds(5)).until(() -> two.outage().isPresent());
    for (int i = 0; i < 20; i++) {
      one.append(draft("b" + i));
    }
    one.compact(new Retention(Map.of("rollout", 5), 5));
    etcd.compact();
    etcd.kill(); // no connection outlives it, so no watch goes on where it was
    cable.mend();
    etcd.restart();

    await().atMost(LATER).until(() -> two.outage().isEmpty() && all(two).size() == 5);
    assertThat(all(two)).isEqualTo(all(one));
    one.append(draft("c"));
    await().atMost(SOON).until(() -> two.lastSeq() == 22);
  }

  @Test
  void open_storeAway_startsByWhatWasKnown() throws Exception {
    one.append(draft("b"));
    one.close();
    etcd.kill();

    one = open(temp.resolve("one"), near);

    assertThat(subjects(one)).containsExactly("a", "b");
    assertThat(one.outage()).isPresent();
    assertThatThrownBy(() -> one.append(draft("c"))).hasMessageContaining("no entry is taken");
    etcd.restart();
    await().atMost(LATER).until(() -> one.outage().isEmpty());
    assertThat(one.append(draft("c")).seq()).isEqualTo(3);
  }

  @Test
  void open_copyThatIsBehind_isBroughtUpToTheStore() {
    one.close();
    two.append(draft("b"));
    two.append(draft("c"));

    one = open(temp.resolve("one"), near);

    assertThat(subjects(one)).containsExactly("a", "b", "c");
  }

  @Test
  void open_storeAwayAndNothingKnown_failsAndSaysWhatIsMissing() throws Exception {
    etcd.kill();

    assertThatThrownBy(() -> open(temp.resolve("new"), near))
        .isInstanceOf(JournalException.class)
        .hasMessageMatching(
            "etcd: http://127.0.0.1:\\d+ refuses the connection, or nobody knows its host"
                + " \\(expected: the store, since nothing is known of it from before\\)");
  }

  @Test
  void open_copyOfAnotherPrefix_isLeftOut() throws Exception {
    one.close();
    etcd.kill();

    assertThatThrownBy(
            () ->
                FleetJournal.open(temp.resolve("one"), near, "/crossfade/other", Clock.systemUTC()))
        .hasMessageContaining("nothing is known of it from before");
  }

  @Test
  void open_copyDamagedAndStoreThere_isMadeAnew() throws Exception {
    one.close();
    Files.writeString(temp.resolve("one/fleet.log"), "rubbish\n");

    one = open(temp.resolve("one"), near);

    assertThat(subjects(one)).containsExactly("a");
    one.close();
    etcd.kill();
    one = open(temp.resolve("one"), near);
    assertThat(subjects(one)).containsExactly("a");
  }

  private void deleteStateDir(String name) throws IOException {
    try (var files = Files.walk(temp.resolve(name))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void follow_stateDirDeleted_goesOn() throws Exception {
    deleteStateDir("two");

    one.append(draft("b"));

    await().atMost(SOON).until(() -> two.lastSeq() == 2);
    assertThat(two.append(draft("c")).seq()).isEqualTo(3);
  }

  @Test
  void mend_stateDirDeleted_theCopyIsThereForAStartWithoutTheStore() throws Exception {
    assertThat(two.mend()).isFalse();
    deleteStateDir("two");
    one.append(draft("b"));
    await().atMost(SOON).until(() -> two.lastSeq() == 2);

    assertThat(two.mend()).isTrue();

    assertThat(two.mend()).isFalse();
    two.append(draft("c"));
    assertThatThrownBy(() -> open(temp.resolve("two"), far))
        .hasMessageContaining("is in use by another gateway");
    two.close();
    etcd.kill();
    two = open(temp.resolve("two"), far);
    assertThat(subjects(two)).containsExactly("a", "b", "c");
  }

  @Test
  void mend_somethingElseHasTheDirectorysName_saysSoAndTheJournalGoesOn() throws Exception {
    deleteStateDir("two");
    Path inTheWay = Files.writeString(temp.resolve("two"), "in the way");

    assertThatThrownBy(() -> two.mend())
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is a file (expected: a directory)");

    assertThat(two.append(draft("b")).seq()).isEqualTo(2);
    Files.delete(inTheWay);
    assertThat(two.mend()).isTrue();
    assertThat(Files.exists(temp.resolve("two/fleet.log"))).isTrue();
  }

  @Test
  void mend_closed_leavesTheDirectoryToOthers() throws Exception {
    two.close();
    deleteStateDir("two");

    assertThat(two.mend()).isFalse();
    assertThat(Files.exists(temp.resolve("two"))).isFalse();
  }

  /** Where etcd lost all it had, visitors stay where they are until somebody has looked. */
  @Test
  void follow_storeLostEverything_keepsWhatIsKnownAndWritesNothing() throws Exception {
    etcd.lose();
    etcd.restart();

    await()
        .atMost(LATER)
        .untilAsserted(
            () ->
                assertThat(one.outage().map(Outage::reason).orElse("not noticed yet"))
                    .matches(
                        "etcd: the journal of cluster \\p{XDigit}+ ends with entry 0 \\(expected:"
                            + " 1 or more\\): it was lost or is an old one; .*"));
    assertThat(subjects(one)).containsExactly("a");
    assertThatThrownBy(() -> one.append(draft("b"))).isInstanceOf(JournalException.class);

    one.close();
    one = open(temp.resolve("one"), near); // a restart gives the store what is known here
    assertThat(subjects(one)).containsExactly("a");
    assertThat(one.append(draft("b")).seq()).isEqualTo(2);
    await().atMost(LATER).until(() -> two.outage().isEmpty() && two.lastSeq() == 2);
    assertThat(all(two)).isEqualTo(all(one));
  }

  /** Somebody else's journal under the same prefix is never mixed with ours. */
  @Test
  void follow_storeHasAnotherJournal_isNotFollowedAndCountsAfterARestart() throws Exception {
    for (int i = 0; i < 5; i++) {
      one.append(draft("b" + i));
    }
    etcd.lose();
    etcd.restart();
    try (FleetJournal other = open(temp.resolve("other"), near)) {
      other.append(draft("x"));
      await().atMost(LATER).until(() -> one.outage().isPresent());
      assertThat(one.lastSeq()).isEqualTo(6);

      one.close();
      one = open(temp.resolve("one"), near);

      assertThat(subjects(one)).containsExactly("x");
    }
  }
}
