package dev.crossfade.loadtest.rate;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the target, opened again when it ended. Who extends it speaks a protocol on it.
 * On the event loop only.
 */
abstract class RateConnection {
  private final Bootstrap bootstrap;
  private final @Nullable SslContext tls;
  private final RatePlan plan;
  private final Set<RateSlot> underWay = new HashSet<>();
  private @Nullable Promise<Channel> ready;

  /** Counts connections: what an older one does is no longer the newest one's business. */
  private int opened;

  RateConnection(RatePlan plan, Bootstrap bootstrap, @Nullable SslContext tls) {
    this.plan = plan;
    this.tls = tls;
    this.bootstrap =
        bootstrap
            .clone()
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 10_000);
  }

  RatePlan plan() {
    return plan;
  }

  /** Adds what speaks the protocol; completes the promise once a request may be sent. */
  abstract void speak(Channel channel, Promise<Channel> ready);

  /** Sends a request of this slot on a channel that is ready. */
  abstract void send(Channel channel, RateSlot slot);

  /** Leaves, whatever is under way. */
  void close() {
    Promise<Channel> known = ready;
    if (known != null && isUsable(known)) {
      known.getNow().close();
    }
  }

  /** Completes when a request may be sent: at once where the connection stands. */
  Future<Channel> open() {
    Promise<Channel> known = ready;
    if (known != null && !(known.isDone() && !isUsable(known))) {
      return known;
    }
    Promise<Channel> promise = bootstrap.config().group().next().newPromise();
    ready = promise;
    int number = ++opened;
    Bootstrap fresh =
        bootstrap
            .clone()
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (tls != null) {
                      channel
                          .pipeline()
                          .addLast(
                              tls.newHandler(
                                  channel.alloc(), plan.target().getHost(), plan.port()));
                    }
                    speak(channel, promise);
                    channel.closeFuture().addListener(_ -> onClosed(number));
                  }
                });
    ChannelFuture connecting = fresh.connect(plan.target().getHost(), plan.port());
    connecting.addListener(
        done -> {
          if (done.isSuccess()) {
            connecting
                .channel()
                .closeFuture()
                .addListener(_ -> promise.tryFailure(new IOException("ended before it was used")));
          } else {
            promise.tryFailure(done.cause());
          }
        });
    return promise;
  }

  private static boolean isUsable(Promise<Channel> known) {
    return known.isSuccess() && known.getNow().isActive();
  }

  private void onClosed(int number) {
    if (number == opened) {
      ready = null;
      for (RateSlot slot : Set.copyOf(underWay)) {
        fail(slot, "the connection ended before the answer did");
      }
    }
  }

  /** The next request opens another connection; what is under way may end on this one. */
  void leave() {
    ready = null;
  }

  void ask(RateSlot slot) {
    underWay.add(slot);
    open()
        .addListener(
            (Future<Channel> opened) -> {
              if (opened.isSuccess()) {
                send(opened.getNow(), slot);
              } else {
                fail(slot, String.valueOf(opened.cause()));
              }
            });
  }

  void answered(RateSlot slot, int status) {
    underWay.remove(slot);
    slot.onAnswer(status);
  }

  void fail(RateSlot slot, String what) {
    underWay.remove(slot);
    slot.onFailure(what);
  }
}
