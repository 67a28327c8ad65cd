package dev.crossfade.deploy.cli;

import dev.crossfade.config.Reload;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever started this process and wants to know how it is: systemd, or what speaks its protocol.
 * It names a datagram socket in {@code NOTIFY_SOCKET}; without one nobody is told. Java has no such
 * sockets, Netty's native code has. What cannot be told is logged and holds nothing up.
 *
 * @param socket a path, or @ and an abstract name; null: nobody wants to know
 */
record Supervisor(@Nullable String socket) {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  static Supervisor of(Map<String, String> environment) {
    return new Supervisor(environment.get("NOTIFY_SOCKET"));
  }

  void ready(String status) {
    tell("READY=1\nSTATUS=" + status);
  }

  void reloading() {
    tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1_000);
  }

  /** A reload is over, either way: a refused one is no failure of the service. */
  void reloaded(Reload reload) {
    ready(
        switch (reload) {
          case Reload.Applied applied ->
              "serving by version " + applied.snapshot().version() + " of the configuration";
          case Reload.Refused refused ->
              "serving by the old configuration; the new one is refused: "
                  + refused.problems().getFirst();
        });
  }

  void stopping() {
    tell("STOPPING=1\nSTATUS=finishing the requests under way");
  }

  private void tell(String state) {
    if (socket == null) {
      return;
    }
    if (!Epoll.isAvailable()) {
      log.warn("NOTIFY_SOCKET {} is not told: no native sockets here", socket);
      return;
    }
    Socket own = Socket.newSocketDomainDgram();
    try {
      byte[] text = state.getBytes(StandardCharsets.UTF_8);
      ByteBuffer buffer = ByteBuffer.allocateDirect(text.length).put(text);
      own.sendToDomainSocket(buffer, 0, text.length, address(socket));
    } catch (IOException e) {
      log.warn("NOTIFY_SOCKET {} is not told: {}", socket, e.getMessage());
    } finally {
      close(own);
    }
  }

  private static byte[] address(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (name.startsWith("@")) {
      bytes[0] = 0;
    }
    return bytes;
  }

  private static void close(Socket own) {
    try {
      own.close();
    } catch (IOException e) {
      log.debug("the socket for NOTIFY_SOCKET did not close", e);
    }
  }
}
