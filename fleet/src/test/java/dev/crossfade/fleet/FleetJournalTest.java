package dev.crossfade.fleet;

import static dev.crossfade.fleet.Drafts.PREFIX;
import static dev.crossfade.fleet.Drafts.all;
import static dev.crossfade.fleet.Drafts.client;
import static dev.crossfade.fleet.Drafts.draft;
import static dev.crossfade.fleet.Drafts.large;
import static dev.crossfade.fleet.Drafts.open;
import static dev.crossfade.fleet.Drafts.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import dev.crossfade.rollout.journal.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways over one etcd that is well; {@link StoreAwayTest} has the others. */
class FleetJournalTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path temp;
  private RealEtcd etcd;
  private Etcd client;
  private FleetJournal one;
  private FleetJournal two;

  @BeforeEach
  void start() throws IOException {
    etcd = RealEtcd.start(temp.resolve("etcd"));
    client = client(etcd.settings(PREFIX));
    one = open(temp.resolve("one"), client);
    two = open(temp.resolve("two"), client);
  }

  @AfterEach
  void stop() {
    if (etcd != null) {
      one.close();
      two.close();
      client.close();
      etcd.close();
    }
  }

  @Test
  void append_byOneGateway_isSeenByAllWithinTwoSeconds() {
    AtomicInteger told = new AtomicInteger();
    two.onNews(told::incrementAndGet);

    JournalEntry entry = one.append(draft("catalog"));

    assertThat(entry.seq()).isEqualTo(1);
    assertThat(all(one)).containsExactly(entry);
    await().atMost(SOON).until(() -> told.get() > 0);
    assertThat(all(two)).containsExactly(entry);
    assertThat(two.last("rollout", "catalog")).contains(entry);
  }

  @Test
  void follow_nothingHappens_keepsItsWatch() throws Exception {
    await().atMost(SOON).until(() -> etcd.watches() >= 2);
    long begun = etcd.watches();

    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(8))
        .until(() -> etcd.watches() == begun);

    one.append(draft("a"));
    await().atMost(SOON).until(() -> two.lastSeq() == 1);
  }

  @Test
  void append_afterAnotherGateway_followsIt() {
    one.append(draft("a"));

    assertThat(two.append(draft("b")).seq()).isEqualTo(2);

    assertThat(subjects(two)).containsExactly("a", "b");
    await().atMost(SOON).until(() -> one.lastSeq() == 2);
    assertThat(all(one)).isEqualTo(all(two));
  }

  @Test
  void appendAfter_otherGatewayWasFaster_isRefusedAndTheirEntryCanBeRead() {
    one.append(draft("a"));
    await().atMost(SOON).until(() -> two.lastSeq() == 1);
    one.append(draft("b"));

    assertThat(two.appendAfter(1, draft("c"))).isEmpty();

    assertThat(subjects(two)).containsExactly("a", "b");
    assertThat(two.appendAfter(2, draft("c"))).isPresent();
  }

  @Test
  void append_beforeOnesOwnNewest_isRefused() {
    one.append(draft("a"));

    assertThat(one.appendAfter(0, draft("b"))).isEmpty();
    assertThat(one.appendAfter(5, draft("b"))).isEmpty();
  }

  @Test
  void open_storeWithEntries_hasThemAll() {
    one.append(draft("a"));
    one.append(large("zoë\u2028.yaml", 100_000));
    one.close();

    one = open(temp.resolve("one"), client);

    assertThat(subjects(one)).containsExactly("a", "zoë\u2028.yaml");
    await().atMost(SOON).until(() -> two.lastSeq() == 2);
    assertThat(all(one)).isEqualTo(all(two));
  }

  @Test
  void open_directoryInUse_isRefused() {
    assertThatThrownBy(() -> open(temp.resolve("one"), client))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("is in use by another gateway");
  }

  @Test
  void append_closed_isRefused() {
    one.append(draft("a"));
    one.close();

    assertThatThrownBy(() -> one.append(draft("b"))).hasMessage("journal: is closed");

    assertThat(subjects(one)).containsExactly("a");
  }

  @Test
  void append_largerThanEtcdTakes_isRefusedWithBothSizesAndNothingIsLost() {
    one.append(draft("a"));

    assertThatThrownBy(() -> one.append(large("crossfade.yaml", 1_400_000)))
        .isInstanceOf(JournalException.class)
        .hasMessageMatching(
            "journal: entry of 14\\d{5} bytes about crossfade.yaml"
                + " \\(expected: at most 1310720, since the journal is in etcd\\)");

    assertThat(one.append(large("crossfade.yaml", 1_300_000)).seq()).isEqualTo(2);
    await().atMost(SOON).until(() -> two.lastSeq() == 2);
    assertThat(all(two)).isEqualTo(all(one));
  }

  /** 26 MB at once, which is more than gRPC takes unless it is told. */
  @Test
  void open_manyLargeEntries_readsThemAll() {
    for (int i = 0; i < 20; i++) {
      one.append(large("crossfade.yaml", 1_300_000));
    }

    try (FleetJournal three = open(temp.resolve("three"), client)) {
      assertThat(all(three)).hasSize(20).isEqualTo(all(one));
    }
  }

  @Test
  void record_configVersions_areOneHistoryOfAllGateways() {
    ConfigVersions ofOne = new ConfigVersions(one, ConfigVersions.KEPT);
    ConfigVersions ofTwo = new ConfigVersions(two, ConfigVersions.KEPT);

    assertThat(ofOne.record("a: 1", "crossfade.yaml", "ada", "")).isEqualTo(1);
    assertThat(ofTwo.record("a: 2", "crossfade.yaml", "bo", "")).isEqualTo(2);
    assertThat(ofOne.record("a: 2", "crossfade.yaml", "ada", "")).isEqualTo(2);

    assertThat(ofOne.text(1)).contains("a: 1");
  }

  @Test
  void compact_manyEntries_allGatewaysForgetTheSame() {
    for (int i = 0; i < 250; i++) {
      one.append(draft("unit" + i % 3));
    }

    int dropped = one.compact(new Retention(Map.of(), 10));

    assertThat(dropped).isEqualTo(240);
    assertThat(all(one)).hasSize(10);
    await().atMost(SOON).until(() -> two.after(0, 1000).size() == 10);
    assertThat(all(two)).isEqualTo(all(one));
    assertThat(two.append(draft("later")).seq()).isEqualTo(251);
    try (FleetJournal three = open(temp.resolve("three"), client)) {
      assertThat(all(three)).isEqualTo(all(two));
    }
    assertThat(two.compact(new Retention(Map.of(), 1000))).isZero();
  }

  @Test
  void open_entryThatNoGatewayWrote_saysWhichAndStartsFromNothing()
      throws IOException, InterruptedException {
    etcd.put(PREFIX + "/journal/00000000000000000001", "hello");

    assertThatThrownBy(() -> open(temp.resolve("three"), client))
        .isInstanceOf(JournalException.class)
        .hasMessageStartingWith(
            "journal: etcd /crossfade/shop/journal/00000000000000000001: the line does not end");
  }

  /** The first gateway of a fleet was alone: nothing that it remembers is lost. */
  @Test
  void open_directoryOfAGatewayThatWasAlone_bringsItsJournal() {
    Path alone = temp.resolve("alone");
    List<JournalEntry> before = new ArrayList<>();
    try (FileJournal file = FileJournal.open(alone, Clock.systemUTC(), Retention.DEFAULT)) {
      for (int i = 0; i < 250; i++) {
        before.add(file.append(i % 60 == 7 ? large("big" + i, 400_000) : draft("unit" + i)));
      }
    }
    String prefix = "/crossfade/moved";

    try (FleetJournal first = FleetJournal.open(alone, client, prefix, Clock.systemUTC());
        FleetJournal second =
            FleetJournal.open(temp.resolve("second"), client, prefix, Clock.systemUTC())) {
      assertThat(all(first)).isEqualTo(before);
      assertThat(all(second)).isEqualTo(before);
      assertThat(second.append(draft("later")).seq()).isEqualTo(251);
    }
    try (FleetJournal again = FleetJournal.open(alone, client, prefix, Clock.systemUTC())) {
      assertThat(again.lastSeq()).isEqualTo(251);
    }
  }

  @Test
  void cookieKey_gatewayThatWasAlone_isItsKey() throws IOException {
    Path alone = Files.createDirectories(temp.resolve("alone"));
    String key = "k".repeat(43);
    Files.writeString(alone.resolve("cookie-key"), key + "\n");

    assertThat(FleetKeys.cookieKey(alone, client, PREFIX)).isEqualTo(key);
    assertThat(FleetKeys.cookieKey(temp.resolve("other"), client, PREFIX)).isEqualTo(key);
  }

  @Test
  void cookieKey_manyGatewaysAtOnce_isOneKey() throws Exception {
    List<String> keys;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked =
          threads.invokeAll(
              IntStream.range(0, 8)
                  .<Callable<String>>mapToObj(
                      i -> () -> FleetKeys.cookieKey(temp.resolve("k" + i), client, PREFIX))
                  .toList());
      keys = asked.stream().map(Future::resultNow).toList();
    }

    assertThat(keys).hasSize(8).containsOnly(keys.getFirst());
    assertThat(keys.getFirst()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void cookieKey_storeAway_isTheOneThatWasKept() throws Exception {
    Path dir = temp.resolve("k");
    String key = FleetKeys.cookieKey(dir, client, PREFIX);
    etcd.kill();

    assertThat(FleetKeys.cookieKey(dir, client, PREFIX)).isEqualTo(key);
    assertThatThrownBy(() -> FleetKeys.cookieKey(temp.resolve("other"), client, PREFIX))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("refuses the connection")
        .hasMessageContaining(
            "(expected: the store, since its cookie key is not known from before)")
        .hasMessageNotContaining(key);
  }
}
