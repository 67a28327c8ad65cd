package dev.crossfade.loadtest.rate;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan: opens all connections, then asks by the schedule until its end, then waits a
 * little for what is under way. Certificates are not checked: this is a measuring instrument.
 */
public final class RateLoad {
  private static final long GRACE_SECONDS = 5;

  private final RatePlan plan;
  private final RateTally tally = new RateTally();
  private final List<RateConnection> connections = new ArrayList<>();
  private final List<RateSlot> slots = new ArrayList<>();
  private final CountDownLatch running;

  private RateLoad(RatePlan plan) {
    this.plan = plan;
    this.running = new CountDownLatch(plan.slots());
  }

  /**
   * Returns when the plan is through, which takes its duration and at most a few seconds more.
   *
   * @throws IOException if a connection cannot be opened at all
   */
  public static RateResult run(RatePlan plan) throws IOException, InterruptedException {
    boolean epoll = Epoll.isAvailable();
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    try {
      Bootstrap bootstrap =
          new Bootstrap()
              .group(group)
              .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class);
      return new RateLoad(plan).run(group.next(), bootstrap);
    } finally {
      group.shutdownGracefully(0, GRACE_SECONDS, TimeUnit.SECONDS).sync();
    }
  }

  private RateResult run(EventLoop loop, Bootstrap bootstrap)
      throws IOException, InterruptedException {
    SslContext tls = plan.isTls() ? tls(plan) : null;
    for (int i = 0; i < plan.connections(); i++) {
      connections.add(connection(bootstrap, tls));
    }
    List<Future<Channel>> opening = new ArrayList<>();
    loop.submit(() -> connections.forEach(connection -> opening.add(connection.open()))).sync();
    for (Future<Channel> opened : opening) {
      if (!opened.await().isSuccess()) {
        throw new IOException(plan.target() + ": " + opened.cause(), opened.cause());
      }
    }
    loop.execute(() -> start(loop));
    long patience = plan.duration().toMillis() + TimeUnit.SECONDS.toMillis(GRACE_SECONDS);
    if (!running.await(patience, TimeUnit.MILLISECONDS)) {
      loop.submit(() -> slots.forEach(RateSlot::stop)).sync();
    }
    RateResult result = loop.submit(() -> tally.result(plan)).sync().getNow();
    loop.submit(() -> connections.forEach(RateConnection::close)).sync();
    return result;
  }

  private RateConnection connection(Bootstrap bootstrap, @Nullable SslContext tls) {
    return switch (plan.protocol()) {
      case H1 -> new RateHttp1(plan, bootstrap, tls);
      case H2 -> new RateHttp2(plan, bootstrap, tls);
      case WEBSOCKET -> new RateWebSocket(plan, bootstrap, tls);
    };
  }

  private void start(EventLoop loop) {
    RateSchedule schedule = RateSchedule.of(plan, System.nanoTime());
    for (int i = 0; i < plan.slots(); i++) {
      RateConnection connection = connections.get(i % connections.size());
      slots.add(new RateSlot(i, schedule, tally, connection, loop, running::countDown));
    }
    slots.forEach(RateSlot::start);
  }

  private static SslContext tls(RatePlan plan) throws IOException {
    return SslContextBuilder.forClient()
        .trustManager(InsecureTrustManagerFactory.INSTANCE)
        .endpointIdentificationAlgorithm(null)
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                ApplicationProtocolConfig.Protocol.ALPN,
                ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                plan.protocol() == RatePlan.Protocol.H2 ? "h2" : "http/1.1"))
        .build();
  }
}
