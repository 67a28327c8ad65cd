package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of a gateway that cannot be asked. */
class AdminCallTest {
  /** As a process that was stopped: its kernel takes connections, and that is all. */
  @Test
  void get_ofOneThatTakesConnectionsAndIsSilent_isToldAsSuch() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      URI admin = URI.create("http://127.0.0.1:" + silent.getLocalPort());

      assertThatThrownBy(() -> AdminCall.to(admin, Duration.ofMillis(200)).get("/api/v1/status"))
          .isInstanceOf(AdminCall.Unreachable.class)
          .hasMessage(
              "the gateway at %s takes the connection and says nothing for 0 s: it hangs, or it is"
                  + " stopped",
              admin);
    }
  }

  @Test
  void get_ofNobody_isToldAsSuch() {
    assertThatThrownBy(() -> AdminCall.to(URI.create("http://127.0.0.1:1")).get("/"))
        .isInstanceOf(AdminCall.Unreachable.class)
        .hasMessageStartingWith("no gateway answers at http://127.0.0.1:1");
  }
}
