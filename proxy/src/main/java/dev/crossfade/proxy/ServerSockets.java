package dev.crossfade.proxy;

import dev.crossfade.config.value.HostPort;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;

/** Makes the sockets that clients connect to: new ones, or ones that another process opened. */
record ServerSockets(Transport transport, EventLoopGroup loops, Rejections rejections) {
  private static final int BACKLOG = 4096;

  /**
   * A socket that takes no connections yet.
   *
   * @param address where it is, with the port that the system chose
   */
  record Made(Channel channel, InetSocketAddress address) {}

  /** No socket was made; the message says why not, after the address that was wanted. */
  static final class NotMade extends Exception {
    private static final long serialVersionUID = 1L;

    NotMade(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Opens a new one. */
  Made bind(HostPort bind, ChannelHandler setup) throws NotMade {
    ChannelFuture bound =
        bootstrap(setup)
            .channel(transport.server())
            .bind(new InetSocketAddress(bind.host(), bind.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new NotMade(whyNot(bound.cause(), bind), bound.cause());
    }
    return new Made(bound.channel(), (InetSocketAddress) bound.channel().localAddress());
  }

  /**
   * Goes on with one that is listening already. Takes ownership of {@code socket}: it becomes the
   * channel's, or is closed.
   */
  Made adopt(FileDescriptor socket, ChannelHandler setup) throws NotMade {
    InetSocketAddress address = new Socket(socket.intValue()).localAddress();
    ChannelFuture adopted =
        transport.adopt(bootstrap(setup), socket.intValue()).awaitUninterruptibly();
    if (!adopted.isSuccess()) {
      close(socket);
      throw new NotMade("cannot be taken over: " + adopted.cause().getMessage(), adopted.cause());
    }
    return new Made(adopted.channel(), address);
  }

  /** Lets go of a socket; whoever else holds it does not notice. */
  static void close(FileDescriptor socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException("a listening socket could not be closed", e);
    }
  }

  private ServerBootstrap bootstrap(ChannelHandler setup) {
    return new ServerBootstrap()
        .group(loops)
        .option(ChannelOption.SO_BACKLOG, BACKLOG)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.AUTO_READ, false)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .handler(new Acceptance(rejections))
        .childHandler(setup);
  }

  private static String whyNot(Throwable cause, HostPort bind) {
    String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("in use")) {
      return "is in use (expected: a free port)";
    }
    if (message.contains("permission")) {
      return "is a privileged port (expected: CAP_NET_BIND_SERVICE, or a port from 1024 on)";
    }
    if (cause instanceof UnresolvedAddressException) {
      return "does not resolve (expected: an address of this machine)";
    }
    if (message.contains("assign")) {
      return "is no address of this machine (expected: 0.0.0.0 or one of its own)";
    }
    return "cannot be opened on " + bind.host() + ": " + cause.getMessage();
  }
}
