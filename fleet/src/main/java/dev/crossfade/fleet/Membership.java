package dev.crossfade.fleet;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.State;
import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.fleet.etcd.EtcdException;
import dev.crossfade.fleet.etcd.KeyValue;
import dev.crossfade.fleet.etcd.Keys;
import dev.crossfade.fleet.etcd.Lease;
import dev.crossfade.fleet.etcd.Page;
import dev.crossfade.fleet.etcd.Txn;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This gateway among the others: at {@code PREFIX/members/ID} under a lease, and perhaps the one
 * that leads. A thread of its own renews the lease, tells what has changed, and looks who leads.
 *
 * <p>After an outage longer than the lease it comes back as what it was, and leads again only if
 * nobody else does.
 */
public final class Membership implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Membership.class);
  private static final int MOST_MEMBERS = 1_000;

  private final Etcd etcd;
  private final String folder;
  private final String leaderKey;
  private final String id = randomId();
  private final String name;
  private final Instant since;
  private final Duration beat;
  private final Supplier<Member.Facts> facts;
  private final LeaseKeeper keeper;
  private final Leadership leadership;
  private final Notices notices;
  private final Contact contact;

  private @Nullable Thread thread;
  private volatile boolean closed;

  // Of the thread alone.
  private String told = "";
  private long toldUnder;
  private boolean led;

  /**
   * Takes part in nothing before {@link #start}.
   *
   * @param facts asked at each beat, about once a second; must not wait
   */
  public Membership(
      State.Etcd settings, Etcd etcd, InstantSource clock, Supplier<Member.Facts> facts) {
    this(settings, etcd, clock, System::nanoTime, facts);
  }

  Membership(
      State.Etcd settings,
      Etcd etcd,
      InstantSource clock,
      LongSupplier nanos,
      Supplier<Member.Facts> facts) {
    this.etcd = requireNonNull(etcd, "etcd");
    this.folder = settings.prefix() + "/members/";
    this.leaderKey = settings.prefix() + "/leader";
    this.name = Objects.requireNonNullElseGet(settings.name(), Membership::hostName);
    this.since = clock.instant();
    this.facts = requireNonNull(facts, "facts");
    // etcd notices the end of a lease up to a second late, and we up to a beat: together, the lease
    this.beat = min(Duration.ofSeconds(1), settings.lease().dividedBy(10));
    Duration ttl = settings.lease().multipliedBy(3).dividedBy(5);
    this.keeper = new LeaseKeeper(etcd, Duration.ofSeconds(ttl.toSeconds()), nanos);
    this.leadership = new Leadership(etcd, settings.prefix(), id, keeper);
    this.notices = new Notices(etcd, settings.prefix(), id);
    this.contact = new Contact("fleet", clock);
  }

  /** Begins to be one of them. */
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofVirtual().name("fleet").start(this::run);
    }
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  /**
   * Whether this is the gateway that judges gates and advances rollouts. Turns false before etcd
   * lets another one lead, also when nothing is heard of it.
   */
  public boolean leads() {
    return leadership.leads();
  }

  /** Since when and why the store is away; nothing while it is there. */
  public Optional<Outage> outage() {
    return contact.outage();
  }

  /** Tells the others something while this gateway leads; the newest text of a topic counts. */
  public void tell(String topic, String text) {
    notices.post(topic, text);
  }

  /** What the leader told last of a topic, about a second ago; where this one leads, nothing. */
  public Optional<String> told(String topic) {
    return notices.read(topic);
  }

  /** This gateway, as it tells the others at its next beat; asks nobody. */
  public Member self() {
    return new Member(id, name, since, leads(), facts.get());
  }

  /** All that are there, by name; asks the store. */
  public List<Member> members() throws EtcdException {
    Page page = etcd.get(Keys.under(folder), 0, MOST_MEMBERS);
    List<KeyValue> leaders = etcd.get(Keys.of(leaderKey), 0, 1).values();
    String leader = leaders.isEmpty() ? "" : leaders.getFirst().value();
    List<Member> members = new ArrayList<>();
    for (KeyValue kv : page.values()) {
      String member = kv.key().substring(folder.length());
      MemberJson.parse(member, kv.value(), member.equals(leader)).ifPresent(members::add);
    }
    members.sort(Member.BY_NAME);
    return members;
  }

  private void run() {
    while (!closed) {
      try {
        beat();
        contact.made();
      } catch (EtcdException e) {
        if (!closed) {
          contact.lost(String.valueOf(e.getMessage()));
        }
      } catch (RuntimeException e) {
        log.error("the fleet could not be told", e);
      }
      say();
      try {
        TimeUnit.NANOSECONDS.sleep(beat.toNanos());
      } catch (InterruptedException _) {
        return; // which is what an interrupt is for
      }
    }
  }

  private void beat() throws EtcdException {
    Lease lease = keeper.keep();
    String now = MemberJson.toText(name, since, facts.get());
    if (!now.equals(told) || toldUnder != lease.id()) {
      Txn.Done _ =
          etcd.commit(
              new Txn(List.of(), List.of(new Txn.Op.Put(folder + id, now, lease.id())), List.of()));
      told = now;
      toldUnder = lease.id();
    }
    leadership.campaign(lease);
    notices.exchange(lease, leads());
  }

  private void say() {
    boolean now = leads();
    if (now != led) {
      log.info(now ? "this gateway leads the fleet" : "this gateway does not lead the fleet");
      led = now;
    }
  }

  /** Leaves: another one may lead at once. */
  @Override
  public synchronized void close() {
    closed = true;
    leadership.giveUp();
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join();
      keeper.giveUp();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (EtcdException e) {
      log.warn("left without telling the fleet, which notices: {}", e.getMessage());
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static String randomId() {
    byte[] id = new byte[8];
    new SecureRandom().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      log.debug("the host has no name", e);
      return "gateway";
    }
  }
}
