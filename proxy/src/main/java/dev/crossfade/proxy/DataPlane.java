package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Limits;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Live;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything between the clients' sockets and the backends'. Made once a process; takes one
 * configuration after the other. {@link #activate}, {@link #bindTo}, {@link #drain} and {@link
 * #close} come from one thread at a time, never from an event loop.
 */
public final class DataPlane implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DataPlane.class);

  /** To storefronts, under way at once. */
  private static final int MOST_QUESTIONS = 64;

  /** Of samples that wait and of answers to questions. */
  private static final long MOST_PARITY_BYTES = 64 << 20;

  private final Transport transport;
  private final Loops loops;
  private final Listeners listeners;
  private final List<OutcomeSink> sinks;
  private final UpstreamAddresses.Resolver resolver;
  private final Live plainLive = Live.fresh();
  private final List<PinSink> pinSinks = new CopyOnWriteArrayList<>();
  private final PinWatch pins = new PinWatch(news -> pinSinks.forEach(sink -> sink.onPin(news)));
  private final List<SessionSink> sessionSinks = new CopyOnWriteArrayList<>();
  private final SessionSink sessions =
      (route, cookie, lost, key) ->
          sessionSinks.forEach(sink -> sink.onSession(route, cookie, lost, key));
  private final Shadows shadows = new Shadows();
  private final Mirror mirror = new Mirror(shadows);
  private final ShadowRoom parityRoom = new ShadowRoom(MOST_QUESTIONS, MOST_PARITY_BYTES);
  private final Samples samples = new Samples(parityRoom);
  private final Questions questions = new Questions(shadows, parityRoom);
  private final AtomicInteger connections = new AtomicInteger();
  private final Rejections rejections = new Rejections();
  private final Load load;
  private volatile @Nullable Plan plan;
  private volatile @Nullable ClientMetrics clientMetrics;
  private volatile @Nullable UpstreamMetrics upstreamMetrics;
  private volatile @Nullable PinMetrics pinMetrics;
  private volatile Map<PinWatch.PinPlace, Integer> checkouts = Map.of();
  private volatile boolean leaving;

  /**
   * @param sinks told of every request
   */
  public DataPlane(Transport transport, List<OutcomeSink> sinks) {
    this(transport, sinks, InetAddress::getAllByName);
  }

  DataPlane(Transport transport, List<OutcomeSink> sinks, UpstreamAddresses.Resolver resolver) {
    this.resolver = resolver;
    this.transport = transport;
    int loopCount = Runtime.getRuntime().availableProcessors();
    this.loops = new Loops(new MultiThreadIoEventLoopGroup(loopCount, transport.handlers()));
    this.load = new Load(loops, () -> limits().overload(), Load::bufferMemory);
    this.listeners = new Listeners(this, transport, loops.group());
    this.sinks = List.copyOf(sinks);
    loops.group().scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    log.atInfo().addKeyValue("transport", transport).addKeyValue("loops", loopCount).log("started");
  }

  /**
   * Compiles a configuration and serves by it from the next request on; exchanges under way keep
   * theirs.
   *
   * @return what stands in the way, a line each; then nothing was changed
   */
  public List<String> activate(Config config) {
    return activate(config, Decider.plain(config, plainLive), List::of);
  }

  /**
   * The same with a last condition.
   *
   * @param draft decides by this configuration
   * @param last asked when nothing else stands in the way, before the first client is served; what
   *     it says stands in the way as well
   */
  public List<String> activate(Config config, Decider.Draft draft, Supplier<List<String>> last) {
    List<String> problems = new ArrayList<>();
    Map<String, Upstream> upstreams = upstreams(config, problems);
    Listeners.Change change = listeners.prepare(config.listeners(), problems);
    listeners.forgetAdopted();
    if (problems.isEmpty()) {
      problems.addAll(last.get());
    }
    if (!problems.isEmpty()) {
      change.abandon();
      return problems;
    }
    Plan before = plan;
    plan = Plan.of(config, draft, upstreams);
    change.commit();
    upstreams.values().forEach(upstream -> upstream.start(loops));
    show();
    if (before == null) {
      load.start();
    }
    int most = config.limits().connections();
    if (before == null || before.config().limits().connections() != most) {
      DescriptorLimit.check(most);
    }
    if (before != null) {
      before.upstreams().values().stream()
          .filter(old -> !upstreams.containsValue(old))
          .forEach(Upstream::retire);
    }
    return List.of();
  }

  /** Backends that did not change, nor the files of their certificates, keep connections. */
  private Map<String, Upstream> upstreams(Config config, List<String> problems) {
    Plan before = plan;
    Map<String, Upstream> upstreams = new HashMap<>();
    config
        .backends()
        .forEach(
            (name, backend) -> {
              Upstream old = before == null ? null : before.upstreams().get(name);
              compile(name, backend, old, problems).forEach(made -> upstreams.put(name, made));
            });
    return upstreams;
  }

  @SuppressWarnings("ReferenceEquality") // the same contexts, not such as were made alike
  private List<Upstream> compile(
      String name, Backend backend, @Nullable Upstream old, List<String> problems) {
    try {
      UpstreamTls tls = Tls.client(backend, old);
      if (old != null && old.backend().equals(backend) && old.tls() == tls) {
        return List.of(old);
      }
      return List.of(Upstream.of(name, backend, transport, tls, resolver, loops.all()));
    } catch (Tls.Unusable e) {
      problems.add("backends." + name + ".tls: " + e.getMessage());
      return List.of();
    }
  }

  /**
   * Shows who is turned away and why, and the connections of clients and to the backends, of this
   * configuration and those that follow.
   */
  public void bindTo(MeterRegistry registry) {
    rejections.bindTo(registry);
    load.bindTo(registry);
    clientMetrics = new ClientMetrics(registry);
    upstreamMetrics = new UpstreamMetrics(registry);
    PinMetrics pinned = new PinMetrics(registry);
    pinMetrics = pinned;
    tellPins(pinned);
    show();
  }

  /** Somebody else who is told what happens to checkouts. */
  public void tellPins(PinSink sink) {
    pinSinks.add(sink);
  }

  /** Who is told of sessions that gates ask about. */
  public void tellSessions(SessionSink sink) {
    sessionSinks.add(sink);
  }

  /**
   * Copies requests as units say under {@code mirror}, and has the answers compared. Once; until
   * then nothing is copied.
   */
  public void mirrorTo(ShadowSink sink) {
    mirror.open(sink);
  }

  /**
   * Hands samples of answers over, as {@code seo.sampling} and the sink say. Once; until then
   * nothing is copied.
   */
  public void sampleTo(SampleSink sink) {
    samples.open(sink);
  }

  /**
   * Asks a storefront on our own account: while nobody else waits for its connections, once, and
   * without a say in its standing. What it answers is completed away from the event loops. From any
   * thread.
   */
  public CompletableFuture<Asked> ask(Question question) {
    Plan now = plan;
    return now == null
        ? CompletableFuture.completedFuture(new Asked.Missed(ShadowMiss.DOWN))
        : questions.ask(now, question, loops.next());
  }

  Mirror mirror() {
    return mirror;
  }

  Samples samples() {
    return samples;
  }

  SessionSink sessions() {
    return sessions;
  }

  /**
   * How many checkouts that this process has seen are under way, by pin and by backend: as of a
   * second ago, since they are counted one by one.
   */
  public Map<String, Map<String, Integer>> checkoutsUnderWay() {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    checkouts.forEach(
        (place, count) ->
            counts.computeIfAbsent(place.pin(), _ -> new TreeMap<>()).put(place.backend(), count));
    return counts;
  }

  PinWatch pins() {
    return pins;
  }

  private void show() {
    Plan now = plan;
    ClientMetrics clients = clientMetrics;
    UpstreamMetrics upstreams = upstreamMetrics;
    if (now != null && clients != null && upstreams != null) {
      clients.show(listeners.connections());
      upstreams.show(now.upstreams().values());
    }
  }

  /** Where clients connect, with the ports that the system chose. */
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  /**
   * The sockets where clients connect, for another process to take over. They stay ours; both may
   * accept from them.
   *
   * @throws UnsupportedOperationException where the transport does not hand over
   */
  public List<ListeningSocket> sockets() {
    if (!transport.handsOver()) {
      throw new UnsupportedOperationException(
          "sockets are driven with " + transport + " (expected: IO_URING or EPOLL)");
    }
    return listeners.sockets();
  }

  /**
   * Takes over sockets for the first configuration: its listeners go on with them, and those that
   * none wants are let go of.
   */
  public void adopt(List<ListeningSocket> sockets) {
    listeners.adopt(sockets);
  }

  /** Client connections that are open now. */
  public int connectionCount() {
    return connections.get();
  }

  /** Client connections that were turned away. */
  Rejections rejections() {
    return rejections;
  }

  /** Whether the event loop of a new connection has too much to do already. On it. */
  boolean isOverloaded(Channel channel) {
    return load.isTooMuch(loop(channel));
  }

  /** Requests under way, by backend. */
  public Map<String, Map<String, Integer>> underWay() {
    Map<String, Map<String, Integer>> all = new HashMap<>();
    Plan now = plan;
    if (now != null) {
      now.upstreams()
          .forEach(
              (name, upstream) -> {
                Map<String, Integer> endpoints = new HashMap<>();
                upstream.endpoints().forEach(e -> endpoints.put(e.name(), e.underWay()));
                all.put(name, endpoints);
              });
    }
    return all;
  }

  /** How each endpoint of each backend is. */
  public Map<String, List<EndpointState>> endpoints() {
    Map<String, List<EndpointState>> all = new HashMap<>();
    Plan current = plan;
    if (current != null) {
      current
          .upstreams()
          .forEach(
              (name, upstream) ->
                  all.put(name, upstream.endpoints().stream().map(EndpointState::of).toList()));
    }
    return all;
  }

  Plan plan() {
    Plan now = plan;
    if (now == null) {
      throw new IllegalStateException("no configuration is active (expected: activate first)");
    }
    return now;
  }

  Limits limits() {
    Limits now = plan().config().limits();
    return leaving ? onceMore(now) : now;
  }

  /** The same, but the next request of a connection is its last. */
  private static Limits onceMore(Limits limits) {
    return new Limits(
        limits.requestLine(),
        limits.headers(),
        limits.body(),
        limits.connections(),
        1,
        limits.timeouts(),
        limits.rates(),
        limits.overload(),
        limits.h2());
  }

  Loop loop(Channel channel) {
    return loops.of(channel.eventLoop());
  }

  void onConnection(Channel channel) {
    connections.incrementAndGet();
    channel.closeFuture().addListener(_ -> connections.decrementAndGet());
  }

  void report(Outcome outcome) {
    for (OutcomeSink sink : sinks) {
      sink.onOutcome(outcome);
    }
  }

  private void sweep() {
    Plan now = plan;
    if (now != null) {
      now.upstreams().values().forEach(Upstream::sweep);
    }
    pins.sweep(System.currentTimeMillis() / 1_000);
    Map<PinWatch.PinPlace, Integer> counted = pins.active();
    checkouts = counted;
    PinMetrics shown = pinMetrics;
    if (shown != null) {
      shown.show(counted);
    }
  }

  /**
   * Serves on, and lets every connection end with its next answer: clients and load balancers leave
   * in their own time, and no request meets a connection that is being closed.
   */
  public void beginLeaving() {
    leaving = true;
  }

  /**
   * Takes no more connections, since somebody else does, and waits for those that are open to end
   * with their next answer; then as {@link #drain}.
   *
   * @return how many connections had to be cut off
   */
  public int leave(Duration patience) {
    Duration farewell = patience.dividedBy(10); // for those who never asked again
    long end = System.nanoTime() + patience.minus(farewell).toNanos();
    beginLeaving();
    List<ChannelGroup> groups = listeners.retire();
    int open = groups.stream().mapToInt(ChannelGroup::size).sum();
    log.atInfo().addKeyValue("connections", open).log("leaving");
    for (ChannelGroup group : groups) {
      group
          .newCloseFuture()
          .awaitUninterruptibly(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    }
    return drain(Duration.ofNanos(Math.max(0, end - System.nanoTime())).plus(farewell));
  }

  /**
   * Takes no more connections and waits for what is under way.
   *
   * @return how many connections had to be cut off
   */
  public int drain(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    int cut = 0;
    List<ChannelGroup> draining = listeners.drain();
    if (!draining.isEmpty()) {
      int open = draining.stream().mapToInt(ChannelGroup::size).sum();
      log.atInfo().addKeyValue("connections", open).log("draining");
    }
    for (ChannelGroup group : draining) {
      boolean done =
          group
              .newCloseFuture()
              .awaitUninterruptibly(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (!done) {
        cut += group.size();
        group.close().awaitUninterruptibly();
      }
    }
    rejections.count(Rejection.DRAIN, cut);
    return cut;
  }

  /** Ends at once what still runs; a second time does nothing. */
  @Override
  public void close() {
    if (loops.group().isShuttingDown()) {
      return;
    }
    drain(Duration.ZERO);
    listeners.forgetAdopted();
    Plan now = plan;
    if (now != null) {
      now.upstreams().values().forEach(Upstream::retire);
    }
    loops.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    mirror.close();
    samples.close();
    questions.close();
  }
}
