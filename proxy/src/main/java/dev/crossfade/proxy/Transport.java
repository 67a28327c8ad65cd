package dev.crossfade.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How sockets are driven, the best first; the best that the kernel offers is chosen at start. */
public enum Transport {
  IO_URING(IoUringServerSocketChannel.class, IoUringSocketChannel.class) {
    @Override
    public boolean isAvailable() {
      return IoUring.isAvailable();
    }

    @Override
    IoHandlerFactory handlers() {
      return IoUringIoHandler.newFactory();
    }

    // Netty cannot make such a channel of a socket that is there. So it makes one of a socket that
    // nobody knows of, and before it looks for connections its number comes to mean ours.
    @Override
    ChannelFuture adopt(ServerBootstrap bootstrap, int socket) {
      ChannelFuture bound =
          bootstrap
              .channel(IoUringServerSocketChannel.class)
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .awaitUninterruptibly();
      if (!bound.isSuccess()) {
        return bound;
      }
      Channel channel = bound.channel();
      try {
        Descriptors.replace(socket, ((UnixChannel) channel).fd().intValue());
        new FileDescriptor(socket).close();
        return bound;
      } catch (IOException e) {
        channel.close().awaitUninterruptibly();
        return channel.newFailedFuture(e);
      }
    }
  },
  EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class) {
    @Override
    public boolean isAvailable() {
      return Epoll.isAvailable();
    }

    @Override
    IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    ChannelFuture adopt(ServerBootstrap bootstrap, int socket) {
      return bootstrap.channelFactory(() -> new EpollServerSocketChannel(socket)).register();
    }
  },
  NIO(NioServerSocketChannel.class, NioSocketChannel.class) {
    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    ChannelFuture adopt(ServerBootstrap bootstrap, int socket) {
      throw new UnsupportedOperationException("nio knows no file descriptors");
    }
  };

  // Two ways of io_uring to ask once for many events, which Netty 4.2.18 does not get right. It
  // tries an accept that failed again at once, also after it was told to pause: with no file
  // descriptor left that is all the event loop would do. And it counts a reset that comes with the
  // last data as seen once that data is read: the poll does not tell it twice, one that is asked
  // for each read does. Read before IoUring is first used.
  static {
    System.setProperty("io.netty.iouring.acceptMultiShotEnabled", "false");
    System.setProperty("io.netty.iouring.pollAddMultishotEnabled", "false");
  }

  private static final Logger log = LoggerFactory.getLogger(Transport.class);
  private static final ChannelOption<Boolean> NIO_QUICKACK =
      NioChannelOption.of(ExtendedSocketOptions.TCP_QUICKACK);

  private final Class<? extends ServerSocketChannel> server;
  private final Class<? extends SocketChannel> client;

  Transport(Class<? extends ServerSocketChannel> server, Class<? extends SocketChannel> client) {
    this.server = server;
    this.client = client;
  }

  public abstract boolean isAvailable();

  abstract IoHandlerFactory handlers();

  /** Whether listening sockets can be given away and taken over. */
  public boolean handsOver() {
    return this != NIO;
  }

  /** Makes a channel of a socket that is listening; it owns the socket once that succeeded. */
  abstract ChannelFuture adopt(ServerBootstrap bootstrap, int socket);

  Class<? extends ServerSocketChannel> server() {
    return server;
  }

  Class<? extends SocketChannel> client() {
    return client;
  }

  /** Called for every connection, in both directions, before anything else handles it. */
  static void prepare(Channel channel) {
    if (channel instanceof IoUringSocketChannel) {
      channel.pipeline().addLast(new NoReadAfterClose());
    }
  }

  /**
   * Tells the other side now that what it sent has arrived: the kernel waits up to 40 ms for an
   * answer that could say so as well, and a client whose kernel gathers small writes (Nagle's
   * algorithm) says nothing more until it knows.
   */
  static void acknowledge(Channel channel) {
    ChannelOption<Boolean> option =
        switch (channel) {
          case IoUringSocketChannel _ -> IoUringChannelOption.TCP_QUICKACK;
          case EpollSocketChannel _ -> EpollChannelOption.TCP_QUICKACK;
          default -> NIO_QUICKACK; // nothing happens to channels that do not know it
        };
    try {
      channel.config().setOption(option, true);
    } catch (ChannelException e) {
      log.atDebug().setCause(e).log("not acknowledged: the connection has gone");
    }
  }

  /** The first that is available. */
  public static Transport best() {
    for (Transport transport : values()) {
      if (transport.isAvailable()) {
        return transport;
      }
    }
    return NIO;
  }

  /** By its name in any case, {@code io_uring} or {@code io-uring}; empty: there is none such. */
  public static Optional<Transport> named(String name) {
    String constant = name.toUpperCase(Locale.ROOT).replace('-', '_');
    for (Transport transport : values()) {
      if (transport.name().equals(constant)) {
        return Optional.of(transport);
      }
    }
    return Optional.empty();
  }
}
