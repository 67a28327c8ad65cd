package dev.crossfade.loadtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** WebSockets that talk, to an echo and over a wire that breaks. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TalkingCrowdTest {
  private static URI url(int port) {
    return URI.create("ws://127.0.0.1:" + port + EchoOrigin.PATH);
  }

  @Test
  void stop_afterTalkingToAnEcho_hasDroppedNone() throws Exception {
    try (EchoOrigin echo = EchoOrigin.start();
        TalkingCrowd crowd = TalkingCrowd.open(url(echo.port()), 3)) {
      while (crowd.messages() < 10) {
        Thread.onSpinWait();
      }

      TalkingCrowd.Result result = crowd.stop();

      assertThat(result.messages()).isGreaterThanOrEqualTo(10);
      assertThat(result.dropped()).isZero();
      assertThat(result.examples()).isEmpty();
    }
  }

  @Test
  void stop_afterAReset_countsItAndTheOneThatTookItsPlace() throws Exception {
    try (EchoOrigin echo = EchoOrigin.start();
        FaultProxy wire =
            FaultProxy.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), echo.port()));
        TalkingCrowd crowd = TalkingCrowd.open(url(wire.address().getPort()), 1)) {
      wire.inject(WireFault.RESET);
      while (crowd.dropped() == 0) {
        Thread.onSpinWait();
      }
      wire.heal();
      long before = crowd.messages();
      while (crowd.messages() == before) {
        Thread.onSpinWait();
      }

      TalkingCrowd.Result result = crowd.stop();

      assertThat(result.dropped()).isPositive();
      assertThat(result.examples()).isNotEmpty();
    }
  }

  @Test
  void open_whereNoWebSocketIs_failsAndNamesIt() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerNotFound(server));

      assertThatThrownBy(() -> TalkingCrowd.open(url(server.getLocalPort()), 1))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no WebSocket");
    }
  }

  private static void answerNotFound(ServerSocket server) {
    try (Socket socket = server.accept();
        InputStream in = socket.getInputStream()) {
      in.read();
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 404 No\r\ncontent-length: 0\r\n\r\n"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      in.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
