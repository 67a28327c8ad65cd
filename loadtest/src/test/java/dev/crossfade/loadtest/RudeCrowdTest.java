package dev.crossfade.loadtest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The crowd as a server sees it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RudeCrowdTest {
  /** Writes until the client is gone; returns how it went. */
  private static IOException serve(Socket socket) {
    try (socket) {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
      while (true) {
        socket.getOutputStream().write(new byte[64 << 10]);
      }
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void start_ofOneClient_leavesAnswersWithAResetAndComesBack() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RudeCrowd crowd =
            RudeCrowd.start(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/file"), 1)) {
      assertThat(serve(server.accept())).isInstanceOf(SocketException.class);
      assertThat(serve(server.accept())).isInstanceOf(SocketException.class);
      assertThat(crowd.aborted()).isPositive();
      assertThat(crowd.failed()).isZero();
    }
  }
}
