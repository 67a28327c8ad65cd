package dev.crossfade.fleet;

import static dev.crossfade.fleet.Drafts.PREFIX;
import static dev.crossfade.fleet.Drafts.all;
import static dev.crossfade.fleet.Drafts.client;
import static dev.crossfade.fleet.Drafts.draft;
import static dev.crossfade.fleet.Drafts.open;
import static dev.crossfade.fleet.Drafts.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.fleet.etcd.Etcd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway reads the whole journal anew, since etcd compacted what it had not heard, and entries
 * are appended after etcd has answered and before the gateway has the answer.
 */
class RereadTest {
  /** Longer than the pause after which a gateway looks again, and a false outage ends. */
  private static final Duration A_WHILE = Duration.ofMillis(1_500);

  private static final Duration LATER = Duration.ofSeconds(15);

  @TempDir Path temp;
  private RealEtcd etcd;
  private GoBetween between;
  private Etcd near;
  private Etcd far;
  private FleetJournal one;
  private FleetJournal two;

  @BeforeEach
  void start() throws IOException {
    etcd = RealEtcd.start(temp.resolve("etcd"));
    between = new GoBetween(etcd);
    near = client(etcd.settings(PREFIX));
    far = client(between.settings(PREFIX));
    one = open(temp.resolve("one"), near);
    two = open(temp.resolve("two"), far);
    one.append(draft("a"));
    await().atMost(LATER).until(() -> two.lastSeq() == 1);
  }

  @AfterEach
  void stop() {
    if (etcd != null) {
      one.close();
      two.close();
      near.close();
      far.close();
      between.close();
      etcd.close();
    }
  }

  /** Has this happen in the middle of a reread, and fails with it. */
  private void whileReading(Runnable happens) throws Exception {
    CompletableFuture<Void> happened = new CompletableFuture<>();
    between.compact(
        () -> {
          try {
            happens.run();
            happened.complete(null);
          } catch (RuntimeException e) {
            happened.completeExceptionally(e);
          }
        });
    happened.get(LATER.toSeconds(), TimeUnit.SECONDS);
  }

  /** Now and at every moment of a while. */
  private void assertIsWell(String... subjects) {
    await()
        .during(A_WHILE)
        .atMost(LATER)
        .pollInterval(Duration.ofMillis(5))
        .failFast(
            () -> {
              assertThat(two.outage()).isEmpty();
              assertThat(subjects(two)).isEqualTo(List.of(subjects));
            })
        .until(() -> true);
    assertThat(all(two)).isEqualTo(all(one));
  }

  @Test
  void reread_entryAppendedHereMeanwhile_isNoOutageAndTheEntryStays() throws Exception {
    whileReading(() -> two.append(draft("b")));

    assertIsWell("a", "b");
    assertThat(two.append(draft("c")).seq()).isEqualTo(3);
  }

  @Test
  void reread_otherGatewayWasFasterMeanwhile_nothingIsMissed() throws Exception {
    whileReading(
        () -> {
          one.append(draft("b"));
          two.append(draft("c"));
        });

    await().atMost(LATER).until(() -> one.lastSeq() == 3);
    assertIsWell("a", "b", "c");
  }

  @Test
  void reread_nothingHappensMeanwhile_followsOn() throws Exception {
    whileReading(() -> {});

    one.append(draft("b"));

    await().atMost(LATER).until(() -> two.lastSeq() == 2);
    assertIsWell("a", "b");
  }
}
