package dev.crossfade.proxy;

import dev.crossfade.config.model.Limits;
import dev.crossfade.config.model.Listener;
import dev.crossfade.config.value.HostPort;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.netty.handler.ssl.SniHandler;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open listeners. A change opens what is new before it closes what is gone, and touches no
 * connection of those that stay. One thread at a time.
 */
final class Listeners {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  /** So many may be on their way out with an answer; they count for nothing else. */
  private static final int SHED_AT_ONCE = 256;

  private final DataPlane plane;
  private final EventLoopGroup loops;
  private final ServerSockets sockets;
  private final Shedding.Room shedding = new Shedding.Room(SHED_AT_ONCE);
  private final Map<Place, FileDescriptor> adopted = new HashMap<>();
  private final Map<Place, Open> open = new LinkedHashMap<>();
  private final List<Open> leaving = new ArrayList<>();

  Listeners(DataPlane plane, Transport transport, EventLoopGroup loops) {
    this.plane = plane;
    this.loops = loops;
    this.sockets = new ServerSockets(transport, loops, plane.rejections());
  }

  /**
   * What a listener is recognised by from one configuration to the next.
   *
   * @param nth which of those written alike: several may ask for any free port
   */
  private record Place(HostPort bind, int nth) {}

  /** What is spoken at a listener. */
  private record Spoken(Listener settings, @Nullable ListenerTls tls) {}

  /** A listener that takes connections. What it speaks may be exchanged; open connections stay. */
  private static final class Open {
    final Channel server;
    final InetSocketAddress address;
    final ChannelGroup connections;
    volatile Spoken spoken;
    volatile boolean closed;

    Open(Channel server, InetSocketAddress address, ChannelGroup connections, Spoken spoken) {
      this.server = server;
      this.address = address;
      this.connections = connections;
      this.spoken = spoken;
    }
  }

  /** A change that is ready: everything that can fail has been done. */
  final class Change {
    private final Map<Place, Open> opened;
    private final Map<Place, Spoken> wanted;

    private Change(Map<Place, Open> opened, Map<Place, Spoken> wanted) {
      this.opened = opened;
      this.wanted = wanted;
    }

    void commit() {
      leaving.removeIf(listener -> listener.connections.isEmpty());
      for (Place place : List.copyOf(open.keySet())) {
        Open old = open.get(place);
        Spoken spoken = wanted.get(place);
        if (old != null && spoken == null) {
          open.remove(place);
          log.atInfo().addKeyValue("bind", place.bind()).log("listener closes");
          stop(old);
          leaving.add(old);
        } else if (old != null && spoken != null) {
          old.spoken = spoken;
        }
      }
      opened.forEach(
          (place, listener) -> {
            open.put(place, listener);
            listener.server.config().setAutoRead(true);
            log.atInfo().addKeyValue("bind", print(listener.address)).log("listener opens");
          });
    }

    void abandon() {
      opened.values().forEach(listener -> listener.server.close().syncUninterruptibly());
    }
  }

  /** Opens what is new, without taking connections yet; problems are added, a line each. */
  Change prepare(List<Listener> listeners, List<String> problems) {
    Map<Place, Spoken> wanted = new LinkedHashMap<>();
    Map<Place, Open> opened = new LinkedHashMap<>();
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      Listener.Tls settings = listener.tls();
      int nth =
          (int) listeners.stream().limit(i).filter(l -> l.bind().equals(listener.bind())).count();
      Place place = new Place(listener.bind(), nth);
      Spoken spoken;
      try {
        Open now = open.get(place);
        ListenerTls before = now == null ? null : now.spoken.tls();
        spoken =
            new Spoken(
                listener,
                settings == null ? null : ListenerTls.of(settings, listener.protocols(), before));
        wanted.put(place, spoken);
      } catch (Tls.Unusable e) {
        problems.add("listeners[" + i + "].tls: " + e.getMessage());
        continue;
      }
      if (!open.containsKey(place)) {
        open(spoken, place, "listeners[" + i + "].bind", problems)
            .forEach(made -> opened.put(place, made));
      }
    }
    return new Change(opened, wanted);
  }

  private List<Open> open(Spoken spoken, Place place, String path, List<String> problems) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    Setup setup = new Setup(connections);
    FileDescriptor handedOver = adopted.remove(place);
    try {
      ServerSockets.Made made =
          handedOver == null ? sockets.bind(place.bind(), setup) : sockets.adopt(handedOver, setup);
      Open listener = new Open(made.channel(), made.address(), connections, spoken);
      setup.listener = listener;
      return List.of(listener);
    } catch (ServerSockets.NotMade e) {
      problems.add(path + ": " + place.bind() + " " + e.getMessage());
      return List.of();
    }
  }

  /** Sockets of another process for the listeners that the next configuration wants there. */
  void adopt(List<ListeningSocket> sockets) {
    sockets.forEach(s -> adopted.put(new Place(s.bind(), s.nth()), s.socket()));
  }

  /** Lets go of the sockets that nobody wanted. */
  void forgetAdopted() {
    adopted.values().forEach(ServerSockets::close);
    adopted.clear();
  }

  /** The sockets of all listeners; they stay ours. */
  List<ListeningSocket> sockets() {
    List<ListeningSocket> all = new ArrayList<>();
    open.forEach(
        (place, listener) ->
            all.add(
                new ListeningSocket(
                    place.bind(), place.nth(), ((UnixChannel) listener.server).fd())));
    return all;
  }

  /** Where we listen, with the ports that the system chose. */
  List<InetSocketAddress> addresses() {
    return open.values().stream().map(listener -> listener.address).toList();
  }

  private static HostPort print(InetSocketAddress address) {
    return new HostPort(address.getAddress().getHostAddress(), address.getPort());
  }

  /**
   * The connections by the address that their listener was configured with, also those of listeners
   * that have closed and wait for them to end.
   */
  Map<HostPort, List<ChannelGroup>> connections() {
    Map<HostPort, List<ChannelGroup>> all = new LinkedHashMap<>();
    Stream.concat(open.values().stream(), leaving.stream())
        .forEach(
            listener ->
                all.computeIfAbsent(listener.spoken.settings().bind(), _ -> new ArrayList<>())
                    .add(listener.connections));
    return all;
  }

  /**
   * Accepts nothing more; those who are connected are not told. When it returns, every connection
   * that was accepted is in one of the groups.
   */
  List<ChannelGroup> retire() {
    for (Open listener : open.values()) {
      listener.server.config().setAutoRead(false);
      listener.server.close().awaitUninterruptibly();
    }
    for (EventExecutor loop : loops) {
      loop.submit(() -> {}).awaitUninterruptibly(); // behind the connections that it was given
    }
    return open.values().stream().map(listener -> listener.connections).toList();
  }

  /** Closes all listeners; their connections finish what is under way. */
  List<ChannelGroup> drain() {
    List<ChannelGroup> left = new ArrayList<>();
    leaving.forEach(listener -> left.add(listener.connections));
    leaving.clear();
    for (Open listener : open.values()) {
      stop(listener);
      left.add(listener.connections);
    }
    open.clear();
    return left;
  }

  /** When it returns, every connection knows that the request under way is its last. */
  private static void stop(Open listener) {
    listener.closed = true;
    listener.server.close().awaitUninterruptibly();
    List<Future<?>> told = new ArrayList<>();
    for (Channel connection : listener.connections) {
      told.add(connection.eventLoop().submit(() -> tell(connection)));
    }
    told.forEach(Future::awaitUninterruptibly);
  }

  private static void tell(Channel connection) {
    ClientConnection http1 = connection.pipeline().get(ClientConnection.class);
    H2Connection http2 = connection.pipeline().get(H2Connection.class);
    if (http1 != null) {
      http1.drain();
    } else if (http2 != null) {
      http2.drain();
    } else {
      connection.close(); // still shaking hands
    }
  }

  /** What a new connection goes through. */
  private final class Setup extends ChannelInitializer<Channel> {
    private final ChannelGroup connections;
    private volatile @Nullable Open listener;

    Setup(ChannelGroup connections) {
      this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
      Open from = listener;
      if (from == null) {
        throw new IllegalStateException("a connection before its listener was made");
      }
      Transport.prepare(channel);
      Limits limits = plane.limits();
      Rejection rejection = rejection(channel, limits);
      if (rejection != null) {
        plane.rejections().count(rejection);
        Shedding.begin(channel, plane.loop(channel), from.spoken.tls() == null, shedding);
        return;
      }
      connections.add(channel);
      plane.onConnection(channel);
      if (from.closed) {
        channel.close(); // accepted just before, and nobody has told it
        return;
      }
      Spoken spoken = from.spoken;
      ChannelPipeline pipeline = channel.pipeline();
      ListenerTls tls = spoken.tls();
      if (spoken.settings().proxyProtocol()) {
        pipeline.addLast(new ProxyProtocol(channel, plane));
      }
      if (tls != null) {
        pipeline
            .addLast(new SniHandler(tls, limits.timeouts().tlsHandshake().toMillis()))
            .addLast(new TlsHandshake(plane.rejections()));
      }
      if (spoken.settings().protocols().contains(Listener.Protocol.H2)) {
        pipeline.addLast(new H2Choice(spoken.settings(), channel, plane));
      } else {
        speakHttp1(channel, plane);
      }
    }

    /** Why a connection is turned away; null: it may come in. */
    private @Nullable Rejection rejection(Channel channel, Limits limits) {
      if (plane.connectionCount() >= limits.connections()) {
        return Rejection.LIMIT;
      }
      return plane.isOverloaded(channel) ? Rejection.OVERLOAD : null;
    }
  }

  /** Speaks HTTP/1 on a channel from here on, or from when it is active. */
  static ClientConnection speakHttp1(Channel channel, DataPlane plane) {
    ClientConnection connection = new ClientConnection(channel, plane);
    channel.pipeline().addLast(connection);
    return connection;
  }
}
