package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.Reload;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears on its datagram socket. */
class SupervisorTest {
  @TempDir Path folder;

  @BeforeEach
  void onLinux() {
    Assumptions.assumeTrue(Epoll.isAvailable(), "native sockets are Linux's");
  }

  private static Socket listening(String path) throws IOException {
    Socket socket = Socket.newSocketDomainDgram();
    socket.bind(new DomainSocketAddress(path));
    return socket;
  }

  private static String heard(Socket socket) {
    StringBuilder heard = new StringBuilder();
    await()
        .until(
            () -> {
              ByteBuffer buffer = ByteBuffer.allocateDirect(4096);
              var from = socket.recvFromDomainSocket(buffer, 0, buffer.capacity());
              if (from == null) {
                return false;
              }
              byte[] text = new byte[from.receivedAmount()];
              buffer.get(0, text);
              heard.append(new String(text, StandardCharsets.UTF_8));
              return true;
            });
    return heard.toString();
  }

  @Test
  void ready_withASocket_isTold() throws Exception {
    String path = folder.resolve("notify").toString();
    Socket systemd = listening(path);
    try {
      Supervisor.of(Map.of("NOTIFY_SOCKET", path)).ready("serving");

      assertThat(heard(systemd)).isEqualTo("READY=1\nSTATUS=serving");
    } finally {
      systemd.close();
    }
  }

  /** Containers and user sessions have such names, which no file stands for. */
  @Test
  void ready_withAnAbstractName_isTold() throws Exception {
    String name = "crossfade-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    Socket systemd = listening("\0" + name);
    try {
      new Supervisor("@" + name).ready("serving");

      assertThat(heard(systemd)).startsWith("READY=1");
    } finally {
      systemd.close();
    }
  }

  @Test
  void reload_tellsItsBeginningAndItsEnd() throws Exception {
    String path = folder.resolve("notify").toString();
    Socket systemd = listening(path);
    Supervisor supervisor = new Supervisor(path);
    try {
      supervisor.reloading();
      assertThat(heard(systemd)).matches("RELOADING=1\nMONOTONIC_USEC=\\d+");

      supervisor.reloaded(new Reload.Refused(List.of("listeners: is missing")));
      assertThat(heard(systemd)).startsWith("READY=1\n").contains("refused: listeners: is missing");
    } finally {
      systemd.close();
    }
  }

  @Test
  void socketThatIsGone_holdsNothingUp() {
    Supervisor supervisor = new Supervisor(folder.resolve("gone").toString());

    assertThatCode(() -> supervisor.ready("serving")).doesNotThrowAnyException();
  }

  @Test
  void withoutASocket_nobodyIsTold() {
    assertThatCode(() -> Supervisor.of(Map.of()).stopping()).doesNotThrowAnyException();
  }
}
