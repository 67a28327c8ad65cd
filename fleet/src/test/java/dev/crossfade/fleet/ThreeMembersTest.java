package dev.crossfade.fleet;

import static dev.crossfade.fleet.Drafts.PREFIX;
import static dev.crossfade.fleet.Drafts.all;
import static dev.crossfade.fleet.Drafts.client;
import static dev.crossfade.fleet.Drafts.draft;
import static dev.crossfade.fleet.Drafts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.rollout.journal.JournalEntry;
import dev.crossfade.rollout.journal.JournalException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd of three members, of which any one may be away. */
class ThreeMembersTest {
  @TempDir Path temp;
  private List<RealEtcd> members = List.of();
  private Etcd client;
  private FleetJournal one;
  private FleetJournal two;

  @BeforeEach
  void start() throws IOException {
    members = RealEtcd.start(temp.resolve("etcd"), 3);
    client = client(RealEtcd.settings(PREFIX, members));
    one = open(temp.resolve("one"), client);
    two = open(temp.resolve("two"), client);
  }

  @AfterEach
  void stop() {
    members.forEach(RealEtcd::close);
    if (!members.isEmpty()) {
      one.close();
      two.close();
      client.close();
    }
  }

  @Test
  void append_eachMemberKilledInTurn_goesOn() throws Exception {
    for (RealEtcd member : members) {
      member.kill();
      long seq = insist("while " + member.address() + " is away");
      await().atMost(Duration.ofSeconds(3)).until(() -> two.lastSeq() == seq);
      member.restart();
    }
    assertThat(all(two)).isEqualTo(all(one));
  }

  @Test
  void append_eachMemberPausedInTurn_goesOn() throws Exception {
    for (RealEtcd member : members) {
      member.pause();
      long seq = insist("while " + member.address() + " is paused");
      await().atMost(Duration.ofSeconds(3)).until(() -> two.lastSeq() == seq);
      member.resume();
    }
    assertThat(all(two)).isEqualTo(all(one));
  }

  @Test
  void append_majorityGone_isRefusedUntilItIsBack() throws Exception {
    one.append(draft("a"));
    members.get(0).kill();
    members.get(1).kill();

    await().atMost(Duration.ofSeconds(10)).until(() -> one.outage().isPresent());
    assertThat(all(one)).hasSize(1);

    members.get(0).restart();
    await().atMost(Duration.ofSeconds(20)).until(() -> one.outage().isEmpty());
    long seq = insist("b");
    await().atMost(Duration.ofSeconds(3)).until(() -> two.lastSeq() == seq);
  }

  /** As the gateway does: what could not be written is tried again with the next look. */
  private long insist(String subject) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      Optional<JournalEntry> there = one.last("rollout", subject);
      if (there.isPresent()) {
        return there.get().seq();
      }
      try {
        return one.append(draft(subject)).seq();
      } catch (JournalException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }
}
