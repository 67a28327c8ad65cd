package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a connection away with a 503 before anything is asked. Nothing is kept of it but this: what
 * it sends is thrown away until it has read the answer and left, or the time is up (RFC 9112 §9.6:
 * were it closed under a client that is sending, the client would not get to read the answer). On
 * its event loop.
 */
final class Shedding extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(Shedding.class);
  private static final Duration LINGERING = Duration.ofSeconds(2);
  private static final String PAGE = "The shop is very busy at the moment.\n";
  private static final ByteBuf ANSWER =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer()
              .writeBytes(
                  """
                  HTTP/1.1 503 Service Unavailable\r
                  content-type: text/plain; charset=utf-8\r
                  content-length: %d\r
                  cache-control: no-store\r
                  retry-after: %s\r
                  connection: close\r
                  \r
                  %s"""
                      .formatted(PAGE.length(), ErrorPage.RETRY_AFTER_SECONDS, PAGE)
                      .getBytes(US_ASCII))
              .asReadOnly());

  private final Channel channel;
  private final Timer deadline;

  private Shedding(Channel channel, Loop loop) {
    this.channel = channel;
    this.deadline = loop.timer(channel::close);
  }

  /** Those that are told so; beyond {@code most} at once nobody is. */
  record Room(int most, AtomicInteger taken) {
    Room(int most) {
      this(most, new AtomicInteger());
    }

    private boolean enter(Channel channel) {
      if (taken.incrementAndGet() > most) {
        taken.decrementAndGet();
        return false;
      }
      channel.closeFuture().addListener(_ -> taken.decrementAndGet());
      return true;
    }
  }

  /**
   * Turns away a connection that has just been accepted.
   *
   * @param readable whether the client would understand an answer: without TLS
   */
  static void begin(Channel channel, Loop loop, boolean readable, Room room) {
    if (readable && room.enter(channel)) {
      channel.pipeline().addLast(new Shedding(channel, loop));
    } else {
      channel.config().setOption(ChannelOption.SO_LINGER, 0); // nothing of it stays, not even here
      channel.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline.set(LINGERING);
    channel
        .writeAndFlush(ANSWER.duplicate())
        .addListener(
            _ -> {
              if (channel instanceof DuplexChannel plain) {
                plain.shutdownOutput();
              }
            });
    channel.config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.clear();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.atDebug().setCause(cause).log("connection that was turned away failed");
    channel.close();
  }
}
