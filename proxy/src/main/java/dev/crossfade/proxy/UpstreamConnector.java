package dev.crossfade.proxy;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.value.Endpoint;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes connections to one endpoint: the addresses of its name in turn, TLS where it speaks it, and
 * the HTTP codec. Thread-safe.
 */
final class UpstreamConnector {
  private static final Logger log = LoggerFactory.getLogger(UpstreamConnector.class);

  private final Endpoint endpoint;
  private final String name;
  private final Backend settings;
  private final Transport transport;
  private final UpstreamTls tls;
  private final UpstreamAddresses addresses;
  private final Seldom failures = new Seldom(System.nanoTime());
  private final Seldom malformed = new Seldom(System.nanoTime());

  /** The address that took the last connection is the first to be asked for the next. */
  private volatile int first;

  UpstreamConnector(
      Endpoint endpoint,
      Backend settings,
      Transport transport,
      UpstreamTls tls,
      UpstreamAddresses.Resolver resolver) {
    this.endpoint = endpoint;
    this.name = endpoint.address().toString();
    this.settings = settings;
    this.transport = transport;
    this.tls = tls;
    this.addresses = new UpstreamAddresses(endpoint.address().host(), resolver);
  }

  /** Host and port, as logs and metrics call the endpoint. */
  String name() {
    return name;
  }

  /** Tells the log that there is no connection, once a second at most. */
  void logFailure(String why) {
    int leftOut = failures.pass(System.nanoTime());
    if (leftOut != Seldom.NOT_NOW) {
      log.atWarn()
          .addKeyValue("endpoint", name)
          .addKeyValue("leftOut", leftOut)
          .log("could not connect: {}", why);
    }
  }

  /** Tells the log of an answer that is none, once a second at most. */
  void logMalformed(String why) {
    int leftOut = malformed.pass(System.nanoTime());
    if (leftOut != Seldom.NOT_NOW) {
      log.atInfo()
          .addKeyValue("endpoint", name)
          .addKeyValue("why", why)
          .addKeyValue("leftOut", leftOut)
          .log("an answer that is none");
    }
  }

  /** Why there is no connection, as the request that wanted it fails. */
  static Failure failure(Throwable cause) {
    if (DescriptorLimit.isReached(cause)) {
      return Failure.OVERLOADED; // ours, not the endpoint's
    }
    return cause instanceof ConnectTimeoutException
        ? Failure.CONNECT_TIMEOUT
        : Failure.CONNECT_FAILED;
  }

  /** Makes the last handler of a new connection. */
  @FunctionalInterface
  interface User {
    /**
     * Called when it is known what is spoken.
     *
     * @param h2 whether that is HTTP/2
     */
    ChannelHandler handler(Channel channel, boolean h2);
  }

  /**
   * Makes a connection that lives on {@code loop}; it stands when the result says so.
   *
   * @param timeout for each address
   * @param h2 whether HTTP/2 is wanted; over TLS the endpoint chooses, in the clear it is told
   * @param user makes the last handler
   */
  Future<Channel> connect(EventLoop loop, Duration timeout, boolean h2, User user) {
    Promise<Channel> made = loop.newPromise();
    int millis = Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(transport.client())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
            .handler(new Setup(h2, user, made));
    var known = addresses.get();
    if (known.isDone() && !known.isCompletedExceptionally()) {
      next(bootstrap, known.join(), 0, made);
    } else {
      known.whenCompleteAsync(
          (found, failure) -> {
            if (failure == null) {
              next(bootstrap, found, 0, made);
            } else {
              made.setFailure(failure);
            }
          },
          loop);
    }
    return made;
  }

  private void next(
      Bootstrap bootstrap, List<InetAddress> known, int tried, Promise<Channel> made) {
    int index = (first + tried) % known.size();
    bootstrap
        .connect(new InetSocketAddress(known.get(index), endpoint.address().port()))
        .addListener(
            (ChannelFuture connected) -> {
              if (connected.isSuccess()) {
                first = index;
                shake(connected.channel(), made);
              } else if (tried + 1 < known.size()) {
                next(bootstrap, known, tried + 1, made);
              } else {
                addresses.onConnectFailure();
                made.setFailure(connected.cause());
              }
            });
  }

  /** Over TLS it stands when what is spoken has been agreed on. */
  private static void shake(Channel channel, Promise<Channel> made) {
    SslHandler handshake = channel.pipeline().get(SslHandler.class);
    if (handshake == null) {
      made.setSuccess(channel);
      return;
    }
    handshake
        .handshakeFuture()
        .addListener(
            (Future<? super Channel> shaken) -> {
              if (!shaken.isSuccess()) {
                channel.close();
                made.setFailure(shaken.cause());
              }
            });
  }

  private final class Setup extends ChannelInitializer<Channel> {
    private final boolean h2;
    private final User user;
    private final Promise<Channel> made;

    Setup(boolean h2, User user, Promise<Channel> made) {
      this.h2 = h2;
      this.user = user;
      this.made = made;
    }

    @Override
    protected void initChannel(Channel channel) {
      Transport.prepare(channel);
      SslContext context = h2 ? tls.http2() : tls.http1();
      if (context == null) {
        channel.pipeline().addLast(user.handler(channel, h2));
        return;
      }
      SslHandler handler =
          context.newHandler(channel.alloc(), serverName(), endpoint.address().port());
      handler.setHandshakeTimeout(
          settings.timeouts().connect().toMillis() * 2, TimeUnit.MILLISECONDS);
      channel.pipeline().addLast(handler).addLast(new Agreement(user, made));
    }
  }

  /** Waits for the handshake, and then makes way for who speaks what was agreed on (RFC 7301). */
  private static final class Agreement extends ChannelInboundHandlerAdapter {
    private final User user;
    private final Promise<Channel> made;

    Agreement(User user, Promise<Channel> made) {
      this.user = user;
      this.made = made;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
        Channel channel = ctx.channel();
        String agreed = channel.pipeline().get(SslHandler.class).applicationProtocol();
        boolean h2 = ApplicationProtocolNames.HTTP_2.equals(agreed);
        channel.pipeline().replace(this, null, user.handler(channel, h2));
        made.setSuccess(channel);
      } else {
        ctx.fireUserEventTriggered(event);
      }
    }

    /** That the handshake failed its future says. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  private String serverName() {
    String name = settings.tls().serverName();
    return name == null ? endpoint.address().host() : name;
  }
}
