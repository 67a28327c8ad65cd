package dev.crossfade.deploy.takeover;

import dev.crossfade.proxy.ListeningSocket;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a process that wants to take over, and gives it the sockets. It is open while this
 * process holds {@code state.dir}, and only then, so the socket at its path is never another's.
 */
public final class Handover implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Handover.class);

  /** For what takes the other side no time. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** For opening listeners and backends, or journal and admin port. */
  private static final Duration PREPARATION = Duration.ofSeconds(30);

  private final Meeting meeting;
  private final Incumbent incumbent;
  private final EventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final Set<Conversation> conversations = ConcurrentHashMap.newKeySet();
  private final Semaphore one = new Semaphore(1);
  private @Nullable Channel server;
  private boolean closed;

  private Handover(Meeting meeting, Incumbent incumbent) {
    this.meeting = meeting;
    this.incumbent = incumbent;
  }

  /** Whether this machine can pass sockets from process to process. */
  public static boolean isPossible() {
    return Epoll.isAvailable();
  }

  /**
   * Opens the meeting place; for who holds {@code stateDir}. Where its path is too long for one,
   * the log says so and nobody can take over.
   *
   * @throws TakeoverException if something is in the way
   */
  public static Handover open(Path stateDir, Incumbent incumbent) throws TakeoverException {
    Handover handover = new Handover(Meeting.in(stateDir.toAbsolutePath()), incumbent);
    try {
      handover.open();
      return handover;
    } catch (TakeoverException e) {
      handover.close();
      throw e;
    }
  }

  private synchronized void open() throws TakeoverException {
    if (closed) {
      return;
    }
    if (!meeting.isPossible()) {
      log.warn("{}; nobody can take over", meeting.whyImpossible());
      return;
    }
    meeting.clear();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(EpollServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<EpollDomainSocketChannel>() {
                  @Override
                  protected void initChannel(EpollDomainSocketChannel channel) {
                    Conversation conversation = new Conversation(channel);
                    Thread.ofPlatform()
                        .daemon()
                        .name("handover")
                        .start(() -> receive(conversation));
                  }
                })
            .bind(new DomainSocketAddress(meeting.path().toString()))
            .awaitUninterruptibly();
    try {
      if (!bound.isSuccess()) {
        throw new IOException(bound.cause().getMessage(), bound.cause());
      }
      Files.setPosixFilePermissions(meeting.path(), PosixFilePermissions.fromString("rw-------"));
      server = bound.channel();
    } catch (IOException e) {
      bound.channel().close().awaitUninterruptibly();
      throw new TakeoverException(
          "state.dir: " + meeting.path() + " cannot be opened: " + e.getMessage(), e);
    }
  }

  /** The file goes with it: from here on the path is another's. */
  private synchronized void shut() {
    if (server != null) {
      server.close().awaitUninterruptibly();
      server = null;
    }
  }

  private void receive(Conversation conversation) {
    conversations.add(conversation);
    try (conversation) {
      Meeting.requireSameUser(conversation.credentials());
      if (one.tryAcquire()) {
        try {
          converse(conversation);
        } finally {
          one.release();
        }
      } else {
        conversation.say(Conversation.NO + "another takeover is under way");
      }
    } catch (TakeoverException e) {
      log.warn("nothing is handed over: {}", e.getMessage());
    } finally {
      conversations.remove(conversation);
    }
  }

  private void converse(Conversation conversation) throws TakeoverException {
    conversation.require(Conversation.HELLO, ANSWER);
    try {
      give(conversation);
      part(conversation);
    } finally {
      incumbent.withdraw();
    }
  }

  /** Both hold the sockets when it returns, and only we accept from them. */
  private void give(Conversation conversation) throws TakeoverException {
    List<ListeningSocket> sockets;
    try {
      sockets = incumbent.offer();
    } catch (TakeoverException e) {
      conversation.say(Conversation.NO + e.getMessage());
      throw e;
    }
    conversation.say(Conversation.SOCKETS + sockets.size());
    sockets.forEach(socket -> conversation.say(socket.bind() + " " + socket.nth()));
    conversation.require(Conversation.SEND, ANSWER);
    sockets.forEach(socket -> conversation.give(socket.socket()));
    conversation.require(Conversation.READY, PREPARATION);
  }

  /** Whatever the other side says or does not say: if it holds the state, it is the gateway. */
  private void part(Conversation conversation) throws TakeoverException {
    String successor = conversation.partner();
    log.info("handing over to {}", successor);
    shut();
    incumbent.release();
    conversation.say(Conversation.YOURS);
    boolean done = isDone(conversation);
    if (done || !incumbent.reclaim()) {
      log.info("{} has taken over", successor);
      incumbent.leave();
    } else {
      log.warn("{} did not take over, so this process serves on", successor);
      open();
    }
  }

  private static boolean isDone(Conversation conversation) {
    try {
      conversation.require(Conversation.DONE, PREPARATION);
      return true;
    } catch (TakeoverException e) {
      log.warn("the successor {}", e.getMessage());
      return false;
    }
  }

  /** Nobody can take over any more; who is about to hears so. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    shut();
    conversations.forEach(Conversation::close);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
