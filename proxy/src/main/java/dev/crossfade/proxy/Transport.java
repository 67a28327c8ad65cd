package dev.crossfade.proxy;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.Locale;
import java.util.Optional;

/** How sockets are driven. The best the kernel offers is chosen at start. */
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
  };

  private final Class<? extends ServerSocketChannel> server;
  private final Class<? extends SocketChannel> client;

  Transport(Class<? extends ServerSocketChannel> server, Class<? extends SocketChannel> client) {
    this.server = server;
    this.client = client;
  }

  public abstract boolean isAvailable();

  abstract IoHandlerFactory handlers();

  Class<? extends ServerSocketChannel> server() {
    return server;
  }

  Class<? extends SocketChannel> client() {
    return client;
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
