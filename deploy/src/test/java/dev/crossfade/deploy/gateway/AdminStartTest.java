package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.config.ConfigLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An admin port that would let others in is not opened, at the start or later. */
class AdminStartTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bind: \"0.0.0.0:0\"|admin.bind: 0.0.0.0:0 is reachable from elsewhere (expected: admin.tokens, or 127.0.0.1)",
        "bind: \"0.0.0.0:0\", TOKENS|admin.bind: 0.0.0.0:0 is reachable from elsewhere (expected: admin.tls or behindTls: true)",
        "bind: \"0.0.0.0:0\", behindTls: true|admin.bind: 0.0.0.0:0 is reachable from elsewhere (expected: admin.tokens, or 127.0.0.1)",
        "bind: \"127.0.0.1:0\", behindTls: true|admin.behindTls: true: what is in front lets others in (expected: admin.tokens)",
      })
  void admin_thatWouldLetOthersIn_isRefusedWithItsPlace(String admin, String problem)
      throws Exception {
    try (RunningGateway running = RunningGateway.in(folder)) {
      String text =
          running
              .config("0%")
              .replace("bind: \"127.0.0.1:0\"", admin.replace("TOKENS", RawAdmin.TOKENS));
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
      Path file =
          Files.writeString(
              elsewhere.resolve("crossfade.yaml"),
              text.replace(folder.resolve("state").toString(), elsewhere + "/state"));

      assertThatThrownBy(
              () -> Gateway.start(file, new ConfigLoader(_ -> Optional.empty()), null, System.out))
          .isInstanceOf(StartFailure.class)
          .hasMessageMatching("(?s).*crossfade\\.yaml:3:[0-9]+: .*")
          .hasMessageContaining(problem);
      running.write(text);
      HttpResponse<String> reload = running.post("/api/v1/config/reload", "");
      assertThat(reload.statusCode()).isEqualTo(422);
      assertThat(reload.body().replace("\\\"", "\""))
          .containsPattern("crossfade\\.yaml:3:[0-9]+: ");
      assertThat(reload.body()).contains(problem);
    }
  }

  /** Java's own client asks for h2c unless it is told not to: it gets HTTP/1.1. */
  @Test
  void client_thatOffersH2c_isAnsweredAllTheSame() throws Exception {
    try (RunningGateway running = RunningGateway.in(folder);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> got =
          client.send(
              HttpRequest.newBuilder(running.admin("/api/v1/status")).build(),
              HttpResponse.BodyHandlers.ofString());
      HttpResponse<String> posted =
          client.send(
              HttpRequest.newBuilder(running.admin("/api/v1/config/check"))
                  .POST(HttpRequest.BodyPublishers.ofString(running.config("1%")))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(got.statusCode()).isEqualTo(200);
      assertThat(got.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(posted.statusCode()).isEqualTo(200);
    }
  }
}
