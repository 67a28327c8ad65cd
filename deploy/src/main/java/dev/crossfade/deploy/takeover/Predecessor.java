package dev.crossfade.deploy.takeover;

import dev.crossfade.config.value.HostPort;
import dev.crossfade.proxy.ListeningSocket;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The process that serves now, as the one that comes sees it. Nothing that fails here harms it: it
 * serves until it hears {@link #done}. One thread at a time.
 */
public final class Predecessor implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MOST_SOCKETS = 1000;

  private final EventLoopGroup loop;
  private final Conversation conversation;

  private Predecessor(EventLoopGroup loop, Conversation conversation) {
    this.loop = loop;
    this.conversation = conversation;
  }

  /**
   * Finds out who serves by the state in this directory; empty: nobody.
   *
   * @throws TakeoverException if that cannot be said, or it is another user's
   */
  public static Optional<Predecessor> find(Path stateDir) throws TakeoverException {
    Meeting meeting = Meeting.in(stateDir.toAbsolutePath());
    if (!meeting.isPossible()) {
      throw new TakeoverException(meeting.whyImpossible());
    }
    if (!meeting.isThere()) {
      return Optional.empty();
    }
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    @Nullable Predecessor found = null;
    try {
      Optional<Conversation> conversation = connect(loop, meeting);
      if (conversation.isPresent()) {
        Meeting.requireSameUser(conversation.get().credentials());
        found = new Predecessor(loop, conversation.get());
      }
      return Optional.ofNullable(found);
    } finally {
      if (found == null) {
        end(loop);
      }
    }
  }

  private static Optional<Conversation> connect(EventLoopGroup loop, Meeting meeting)
      throws TakeoverException {
    List<Conversation> made = new ArrayList<>();
    ChannelFuture connected =
        new Bootstrap()
            .group(loop)
            .channel(EpollDomainSocketChannel.class)
            .handler(
                new ChannelInitializer<EpollDomainSocketChannel>() {
                  @Override
                  protected void initChannel(EpollDomainSocketChannel channel) {
                    made.add(new Conversation(channel));
                  }
                })
            .connect(new DomainSocketAddress(meeting.path().toString()))
            .awaitUninterruptibly();
    if (connected.isSuccess()) {
      return Optional.of(made.getFirst());
    }
    if (connected.cause() instanceof ConnectException) {
      return Optional.empty(); // what is left of one that did not end well
    }
    throw new TakeoverException(
        "state.dir: " + meeting.path() + " cannot be reached: " + connected.cause().getMessage(),
        connected.cause());
  }

  /** What to call it: a process and its number. */
  public String name() throws TakeoverException {
    return conversation.partner();
  }

  /**
   * The sockets where its clients connect. They are ours to close; it has them too.
   *
   * @throws TakeoverException if it does not give them, with its reason
   */
  public List<ListeningSocket> sockets() throws TakeoverException {
    conversation.say(Conversation.HELLO);
    String answer = line();
    if (answer.startsWith(Conversation.NO)) {
      throw new TakeoverException(
          conversation.partner()
              + " does not hand over: "
              + answer.substring(Conversation.NO.length()));
    }
    List<String> places = new ArrayList<>();
    int count = count(answer);
    for (int i = 0; i < count; i++) {
      places.add(line());
    }
    conversation.expectDescriptors(true);
    conversation.say(Conversation.SEND);
    List<ListeningSocket> sockets = new ArrayList<>();
    for (String place : places) {
      sockets.add(socket(place));
    }
    conversation.expectDescriptors(false);
    return sockets;
  }

  private String line() throws TakeoverException {
    return conversation
        .hear(PATIENCE)
        .orElseThrow(
            () -> new TakeoverException("the gateway that runs ended in the midst of a takeover"));
  }

  private int count(String answer) throws TakeoverException {
    String number = answer.replaceFirst("^" + Conversation.SOCKETS, "");
    if (!number.matches("[0-9]{1,4}") || Integer.parseInt(number) > MOST_SOCKETS) {
      throw strange(answer);
    }
    return Integer.parseInt(number);
  }

  private ListeningSocket socket(String place) throws TakeoverException {
    int space = place.lastIndexOf(' ');
    if (!place.matches(HostPort.PATTERN + " [0-9]{1,4}")) {
      throw strange(place);
    }
    return new ListeningSocket(
        HostPort.parse(place.substring(0, space)),
        Integer.parseInt(place.substring(space + 1)),
        conversation.receive(PATIENCE));
  }

  private TakeoverException strange(String said) throws TakeoverException {
    return new TakeoverException(
        conversation.partner() + " said \"" + said + "\" (is it of another version?)");
  }

  /**
   * Everything here is ready to serve: the predecessor lets go of what only one process may have.
   * If it dies now it has let go as well.
   *
   * @throws TakeoverException if it does neither
   */
  public void awaitRelease() throws TakeoverException {
    conversation.say(Conversation.READY);
    Optional<String> answer = conversation.hear(PATIENCE);
    if (answer.isPresent() && !answer.get().equals(Conversation.YOURS)) {
      throw strange(answer.get());
    }
  }

  /** We serve: the predecessor may end. */
  public void done() {
    conversation.say(Conversation.DONE);
  }

  @Override
  public void close() {
    conversation.close();
    end(loop);
  }

  private static void end(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
