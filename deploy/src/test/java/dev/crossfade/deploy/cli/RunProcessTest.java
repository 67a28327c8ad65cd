package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway as the system sees it: a process that gets signals. */
@Timeout(180)
class RunProcessTest {
  @TempDir Path folder;
  private ServerSocket backend;
  private GatewayProcess gateway;

  @BeforeEach
  void start() throws IOException {
    backend = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    gateway = GatewayProcess.run(write("25%"));
  }

  @AfterEach
  void stop() throws IOException {
    gateway.close();
    backend.close();
  }

  private Path write(String percent) throws IOException {
    return Files.writeString(
        folder.resolve("crossfade.yaml"),
        """
        listeners: [ { bind: 127.0.0.1:0 } ]
        admin: { bind: 127.0.0.1:0 }
        backends:
          legacy: { endpoints: ["http://127.0.0.1:%d"] }
          next: { endpoints: ["http://127.0.0.1:%d"] }
        units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: %s } } ]
        """
            .formatted(backend.getLocalPort(), backend.getLocalPort(), percent));
  }

  /** A client whose request has reached the backend, which has not answered yet. */
  private record UnderWay(Socket client, Socket atBackend) {}

  private UnderWay request(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    Socket atBackend = backend.accept();
    InputStream in = atBackend.getInputStream();
    for (int end = 0; end != 0x0d0a0d0a; end = end << 8 | in.read()) {
      // the whole head
    }
    return new UnderWay(client, atBackend);
  }

  @Test
  void term_withARequestUnderWay_answersItAndExits0() throws Exception {
    UnderWay request = request(gateway.awaitReady());

    gateway.signal("TERM");
    gateway.await("draining");
    request
        .atBackend()
        .getOutputStream()
        .write(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));

    String answer =
        new String(request.client().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("connection: close").endsWith("ok");
    assertThat(gateway.awaitExit()).isZero();
  }

  @Test
  void takeover_withARequestUnderWay_leavesItToTheOldProcess() throws Exception {
    UnderWay request = request(gateway.awaitReady());

    try (GatewayProcess successor =
        GatewayProcess.run(folder.resolve("crossfade.yaml"), "--takeover")) {
      successor.awaitReady();
      gateway.await("leaving");
      request
          .atBackend()
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));

      String answer =
          new String(request.client().getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertThat(answer).startsWith("HTTP/1.1 200 OK").contains("connection: close").endsWith("ok");
      assertThat(gateway.awaitExit()).isZero();
    }
  }

  @Test
  void hangup_readsTheConfigurationAgain() throws Exception {
    gateway.awaitReady();
    write("50%");

    gateway.signal("HUP");

    gateway.await("configuration applied version=\"2\" trigger=\"(SIGNAL|FILE)\"");
  }

  @Test
  void interrupt_twice_exitsAtOnce() throws Exception {
    UnderWay request = request(gateway.awaitReady());

    gateway.signal("INT");
    gateway.await("draining");
    gateway.signal("INT");

    assertThat(gateway.awaitExit()).isEqualTo(130);
    request.client().close();
  }
}
