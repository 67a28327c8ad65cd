package dev.crossfade.fleet;

import static dev.crossfade.fleet.Drafts.PREFIX;
import static dev.crossfade.fleet.Drafts.client;
import static dev.crossfade.fleet.Drafts.draft;
import static dev.crossfade.fleet.Drafts.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.State;
import dev.crossfade.fleet.etcd.Etcd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways over a real etcd. */
class MembershipTest {
  private static final Duration LEASE = Duration.ofSeconds(8);

  @TempDir Path temp;
  private RealEtcd etcd;
  private Etcd client;
  private final AtomicLong config = new AtomicLong(7);
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    etcd = RealEtcd.start(temp.resolve("etcd"));
    client = client(etcd.settings(PREFIX));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
    if (etcd != null) {
      client.close();
      etcd.close();
    }
  }

  @Test
  void members_twoGateways_tellWhatTheyAreAndOneLeads() throws Exception {
    Membership a = join("a", client);
    await().until(a::leads);
    Membership b = join("b", client);
    await().until(() -> a.members().size() == 2);

    List<Member> members = b.members();

    assertThat(members).extracting(Member::name).containsExactly("a", "b");
    assertThat(members).extracting(Member::leads).containsExactly(true, false);
    assertThat(members.getFirst().facts().exposures()).isEqualTo(Map.of("catalog", 2500));
    assertThat(members.getFirst().facts().config()).isEqualTo(7);
    assertThat(b.leads()).isFalse();
  }

  @Test
  void members_factsChange_areToldAgain() {
    Membership a = join("a", client);
    await().until(() -> a.members().size() == 1);

    config.set(8);

    await().atMost(Duration.ofSeconds(2)).until(() -> a.members().getFirst().facts().config() == 8);
  }

  @Test
  void self_isWhatIsNow_toldOrNot() throws Exception {
    Membership a = join("a", client);
    await().until(() -> a.members().size() == 1);

    config.set(8);

    assertThat(a.self().facts().config()).isEqualTo(8);
    assertThat(a.self().id()).isEqualTo(a.members().getFirst().id());
  }

  @Test
  void leads_leaderLeaves_anotherOneDoesAtOnce() {
    Membership a = join("a", client);
    await().until(a::leads);
    Membership b = join("b", client);
    await().until(() -> a.members().size() == 2);

    a.close();

    assertThat(a.leads()).isFalse();
    await().atMost(Duration.ofSeconds(2)).until(b::leads);
    await().until(() -> b.members().size() == 1);
  }

  /** Silence, as when its machine dies: the other one leads within the lease, never before. */
  @Test
  void leads_leaderCutOff_stopsBeforeAnotherOneLeadsWithinTheLease() throws Exception {
    Cable cable = opened(new Cable(etcd.port()));
    Membership a = join("a", opened(client(Drafts.by(cable))));
    await().until(a::leads);
    Membership b = join("b", client);
    await().until(() -> b.members().size() == 2);

    cable.cut();
    long cut = System.nanoTime();
    await()
        .atMost(LEASE.plusSeconds(5))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              boolean next = b.leads();
              assertThat(next && a.leads()).as("two lead").isFalse();
              return next;
            });

    assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(LEASE);
    assertThat(a.leads()).isFalse();
    await().atMost(Duration.ofSeconds(5)).until(() -> a.outage().isPresent());
    cable.mend();
    await().atMost(Duration.ofSeconds(10)).until(() -> b.members().size() == 2);
    await().atMost(Duration.ofSeconds(10)).until(() -> a.outage().isEmpty());
    assertThat(a.leads()).isFalse();
    assertThat(b.leads()).isTrue();
  }

  @Test
  void leads_storeAwayForLongerThanTheLease_nobodyDoesAndThenOneAgain() throws Exception {
    Membership a = join("a", client);
    Membership b = join("b", client);
    await().until(() -> a.leads() || b.leads());

    etcd.kill();
    await().atMost(LEASE).until(() -> !a.leads() && !b.leads());
    etcd.restart();

    await().atMost(Duration.ofSeconds(15)).until(() -> a.leads() || b.leads());
    await().atMost(Duration.ofSeconds(15)).until(() -> a.members().size() == 2);
    assertThat(a.members()).filteredOn(Member::leads).hasSize(1);
    assertThat(a.leads()).isNotEqualTo(b.leads());
  }

  /** By the steady clock of a process that was paused: it knows before it does anything. */
  @Test
  void leads_processWasPaused_knowsAtOnce() {
    AtomicLong jump = new AtomicLong();
    Membership a =
        opened(
            new Membership(
                named("a"),
                client,
                Clock.systemUTC(),
                () -> System.nanoTime() + jump.get(),
                this::facts));
    a.start();
    await().until(a::leads);

    jump.addAndGet(LEASE.toNanos());

    assertThat(a.leads()).isFalse();
    await().atMost(Duration.ofSeconds(5)).until(a::leads); // nobody else was there
  }

  /** Who led and does not know better yet decides on an old state: the store refuses that. */
  @Test
  void appendAfter_deposedLeaderDecidesOnWhatItRead_isRefused() {
    try (FleetJournal old = open(temp.resolve("old"), client);
        FleetJournal next = open(temp.resolve("next"), client)) {
      old.append(draft("catalog"));
      long read = old.lastSeq();
      await().until(() -> next.lastSeq() == read);
      next.append(draft("catalog"));

      assertThat(old.appendAfter(read, draft("catalog"))).isEmpty();
      assertThat(next.lastSeq()).isEqualTo(read + 1);
    }
  }

  private Membership join(String name, Etcd by) {
    Membership joined = opened(new Membership(named(name), by, Clock.systemUTC(), this::facts));
    joined.start();
    return joined;
  }

  private Member.Facts facts() {
    return new Member.Facts(
        "0.1.0",
        "127.0.0.1:9900",
        config.get(),
        3,
        "",
        new LinkedHashMap<>(Map.of("catalog", 2500)));
  }

  private State.Etcd named(String name) {
    State.Etcd settings = etcd.settings(PREFIX);
    return new State.Etcd(settings.endpoints(), PREFIX, null, null, null, name, settings.lease());
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }
}
