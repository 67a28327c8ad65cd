package dev.crossfade.deploy.takeover;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketReadMode;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.PeerCredentials;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What two processes say to each other: lines and file descriptors, in turn. Blocking, one thread
 * at a time.
 *
 * <pre>
 *   comes                          leaves
 *   hello VERSION            ──►
 *                            ◄──   sockets N, then N lines: BIND NTH    or: no REASON
 *   send                     ──►
 *                            ◄──   N file descriptors, in that order
 *   ready                    ──►
 *                            ◄──   yours
 *   done                     ──►
 * </pre>
 */
final class Conversation implements AutoCloseable {
  static final String HELLO = "hello crossfade-takeover/1";
  static final String SOCKETS = "sockets ";
  static final String NO = "no ";
  static final String SEND = "send";
  static final String READY = "ready";
  static final String YOURS = "yours";
  static final String DONE = "done";

  private static final int LONGEST_LINE = 4096;

  private final EpollDomainSocketChannel channel;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
  private volatile boolean ended;

  /** Kept from the first time they were asked for: a closed connection has none. */
  private @Nullable PeerCredentials credentials;

  private sealed interface Heard {
    record Line(String text) implements Heard {}

    record Descriptor(FileDescriptor descriptor) implements Heard {}

    record End() implements Heard {}
  }

  /** To be made while the channel is being set up, before anything can be heard. */
  Conversation(EpollDomainSocketChannel channel) {
    this.channel = channel;
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(
        new LineBasedFrameDecoder(LONGEST_LINE),
        new StringDecoder(StandardCharsets.UTF_8),
        new StringEncoder(StandardCharsets.UTF_8),
        new Ear());
  }

  /** Puts what comes where the conversing thread finds it. */
  private final class Ear extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws IOException {
      if (message instanceof FileDescriptor descriptor) {
        if (ended) {
          descriptor.close();
        } else {
          heard.add(new Heard.Descriptor(descriptor));
        }
      } else {
        heard.add(new Heard.Line(String.valueOf(message)));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      heard.add(new Heard.End());
    }

    /** An error of the connection is its end. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }

  /** Whom we speak with. */
  String partner() throws TakeoverException {
    return "process " + credentials().pid();
  }

  PeerCredentials credentials() throws TakeoverException {
    PeerCredentials known = credentials;
    if (known != null) {
      return known;
    }
    try {
      PeerCredentials asked = channel.peerCredentials();
      credentials = asked;
      return asked;
    } catch (IOException e) {
      throw new TakeoverException("nobody can say who is there: " + e.getMessage(), e);
    }
  }

  void say(String line) {
    channel.writeAndFlush(line + "\n").awaitUninterruptibly();
  }

  void give(FileDescriptor descriptor) {
    channel.writeAndFlush(descriptor).awaitUninterruptibly();
  }

  /** Whether what comes next is file descriptors, until said otherwise. */
  void expectDescriptors(boolean descriptors) {
    channel
        .config()
        .setReadMode(
            descriptors ? DomainSocketReadMode.FILE_DESCRIPTORS : DomainSocketReadMode.BYTES);
  }

  /**
   * The next line; empty: the other side has ended.
   *
   * @throws TakeoverException if nothing comes in time
   */
  Optional<String> hear(Duration patience) throws TakeoverException {
    return switch (next(patience)) {
      case Heard.Line line -> Optional.of(line.text());
      case Heard.Descriptor(FileDescriptor stray) -> {
        discard(stray);
        throw new TakeoverException(partner() + " sent a socket (expected: a line)");
      }
      case Heard.End end -> {
        heard.add(end); // whoever asks again hears it again
        yield Optional.empty();
      }
    };
  }

  /** Fails unless this is the next line. */
  void require(String line, Duration patience) throws TakeoverException {
    String said = hear(patience).orElse("nothing any more");
    if (!said.equals(line)) {
      throw new TakeoverException("said \"" + said + "\" (expected: \"" + line + "\")");
    }
  }

  FileDescriptor receive(Duration patience) throws TakeoverException {
    if (next(patience) instanceof Heard.Descriptor(FileDescriptor descriptor)) {
      return descriptor;
    }
    throw new TakeoverException(partner() + " sent no socket (expected: one)");
  }

  private Heard next(Duration patience) throws TakeoverException {
    @Nullable Heard next;
    try {
      next = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TakeoverException("interrupted", e);
    }
    if (next == null) {
      throw new TakeoverException(
          partner() + " said nothing for " + patience.toSeconds() + " s (is it stopped?)");
    }
    return next;
  }

  /** Ends it; sockets that came and that nobody asked for are closed. */
  @Override
  public void close() {
    ended = true;
    channel.close().awaitUninterruptibly();
    for (Heard left = heard.poll(); left != null; left = heard.poll()) {
      if (left instanceof Heard.Descriptor(FileDescriptor descriptor)) {
        discard(descriptor);
      }
    }
    heard.add(new Heard.End());
  }

  private static void discard(FileDescriptor descriptor) {
    try {
      descriptor.close();
    } catch (IOException e) {
      throw new IllegalStateException("a socket that came could not be closed", e);
    }
  }
}
