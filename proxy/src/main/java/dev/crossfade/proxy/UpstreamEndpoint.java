package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.value.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address of a backend with its connections. Each event loop has a pool of its own, so a
 * connection never leaves its thread; only the count of requests under way is shared.
 */
final class UpstreamEndpoint {
  private static final Logger log = LoggerFactory.getLogger(UpstreamEndpoint.class);
  private static final int LONGEST_HEAD = 64 << 10;

  private final Endpoint endpoint;
  private final Backend settings;
  private final Transport transport;
  private final @Nullable SslContext tls;
  private final int keepPerLoop;
  private final AtomicInteger underWay = new AtomicInteger();
  private final Map<EventLoop, Deque<UpstreamConnection>> pools = new ConcurrentHashMap<>();
  private volatile boolean retired;

  /**
   * @param tls null: plain
   * @param loops how many event loops share the configured number of idle connections
   */
  UpstreamEndpoint(
      Endpoint endpoint,
      Backend settings,
      Transport transport,
      @Nullable SslContext tls,
      int loops) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.transport = transport;
    this.tls = tls;
    this.keepPerLoop = Math.ceilDiv(settings.pool().maxIdle(), loops);
  }

  String name() {
    return endpoint.address().toString();
  }

  int underWay() {
    return underWay.get();
  }

  void onStart() {
    underWay.incrementAndGet();
  }

  void onEnd() {
    underWay.decrementAndGet();
  }

  /**
   * Gives a connection, at once or when one stands. Called on the event loop that will use it.
   *
   * @param ready gets the connection or what kept it from coming about; exactly one is there
   */
  void borrow(EventLoop loop, BiConsumer<@Nullable UpstreamConnection, @Nullable Failure> ready) {
    Deque<UpstreamConnection> pool = pool(loop);
    UpstreamConnection idle = pool.pollLast();
    while (idle != null && !isFresh(idle)) {
      idle.close();
      idle = pool.pollLast();
    }
    if (idle != null) {
      ready.accept(idle, null);
    } else {
      connect(loop, ready);
    }
  }

  private boolean isFresh(UpstreamConnection connection) {
    return connection.isUsable()
        && System.nanoTime() - connection.idleSince() < settings.pool().idle().toNanos();
  }

  private void connect(
      EventLoop loop, BiConsumer<@Nullable UpstreamConnection, @Nullable Failure> ready) {
    int timeout = (int) Math.min(settings.timeouts().connect().toMillis(), Integer.MAX_VALUE);
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(transport.client())
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeout)
            .handler(new Setup())
            .connect(new InetSocketAddress(endpoint.address().host(), endpoint.address().port()));
    connecting.addListener(
        (ChannelFuture connected) -> {
          if (!connected.isSuccess()) {
            ready.accept(null, failure(connected.cause()));
            return;
          }
          SslHandler handshake = connected.channel().pipeline().get(SslHandler.class);
          if (handshake == null) {
            ready.accept(connected.channel().pipeline().get(UpstreamConnection.class), null);
            return;
          }
          connected.channel().read();
          handshake
              .handshakeFuture()
              .addListener(
                  (Future<? super Channel> shaken) -> shaken(connected.channel(), shaken, ready));
        });
  }

  private void shaken(
      Channel channel,
      Future<? super Channel> shaken,
      BiConsumer<@Nullable UpstreamConnection, @Nullable Failure> ready) {
    if (shaken.isSuccess()) {
      ready.accept(channel.pipeline().get(UpstreamConnection.class), null);
    } else {
      channel.close();
      ready.accept(null, failure(shaken.cause()));
    }
  }

  private Failure failure(Throwable cause) {
    log.atWarn().addKeyValue("endpoint", name()).log("could not connect: {}", cause.getMessage());
    return cause instanceof ConnectTimeoutException
        ? Failure.CONNECT_TIMEOUT
        : Failure.CONNECT_FAILED;
  }

  /** Takes an idle connection back; false: it is not wanted. On the connection's event loop. */
  boolean keep(EventLoop loop, UpstreamConnection connection) {
    Deque<UpstreamConnection> pool = pool(loop);
    return !retired && pool.size() < keepPerLoop && pool.add(connection);
  }

  void forget(EventLoop loop, UpstreamConnection connection) {
    pool(loop).remove(connection);
  }

  /** No configuration names it any more: idle connections go now, others when they are done. */
  void retire() {
    retired = true;
    pools.forEach(
        (loop, pool) ->
            loop.execute(
                () -> {
                  pool.forEach(UpstreamConnection::close);
                  pool.clear();
                }));
  }

  /** Closes what has been idle too long; idle connections are in the order of their age. */
  void sweep() {
    pools.forEach((loop, pool) -> loop.execute(() -> sweep(pool)));
  }

  private void sweep(Deque<UpstreamConnection> pool) {
    UpstreamConnection oldest = pool.peekFirst();
    while (oldest != null && !isFresh(oldest)) {
      pool.pollFirst();
      oldest.close();
      oldest = pool.peekFirst();
    }
  }

  private Deque<UpstreamConnection> pool(EventLoop loop) {
    return pools.computeIfAbsent(loop, _ -> new ArrayDeque<>());
  }

  private final class Setup extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      SslContext context = tls;
      if (context != null) {
        SslHandler handler =
            context.newHandler(channel.alloc(), serverName(), endpoint.address().port());
        handler.setHandshakeTimeout(
            settings.timeouts().connect().toMillis() * 2, TimeUnit.MILLISECONDS);
        channel.pipeline().addLast(handler);
      }
      HttpDecoderConfig decoder =
          new HttpDecoderConfig()
              .setMaxHeaderSize(LONGEST_HEAD)
              .setMaxInitialLineLength(LONGEST_HEAD);
      channel
          .pipeline()
          .addLast(new HttpClientCodec(decoder, false, true))
          .addLast(new UpstreamConnection(channel, UpstreamEndpoint.this));
    }
  }

  private String serverName() {
    String name = settings.tls().serverName();
    return name == null ? endpoint.address().host() : name;
  }
}
