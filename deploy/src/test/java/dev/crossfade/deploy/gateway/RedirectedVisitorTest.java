package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody new who asks for a page that has moved on one storefront only. */
class RedirectedVisitorTest {
  @TempDir Path folder;

  private static HttpResponse<String> open(HttpClient client, RunningGateway running, String path)
      throws Exception {
    return open(client, running, path, "cf_theme=dark");
  }

  private static HttpResponse<String> open(
      HttpClient client, RunningGateway running, String path, String cookie) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(running.shop(path))
            .header("Accept", "text/html")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document")
            .header("Cookie", cookie)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Twenty who are new: drawn anew at the other page, half of them would meet with legacy. */
  @Test
  void newVisitor_whoIsSentToNextsPage_isServedByNextThere() throws Exception {
    try (RunningGateway running = RunningGateway.in(folder);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      running.write(
          running.config("50%") + "redirects: [ { prefix: /old/, to: /new/, when: next } ]\n");
      assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
      int sent = 0;
      for (int i = 0; i < 200 && sent < 20; i++) {
        HttpResponse<String> answer = open(client, running, "/old/lamp");
        if (answer.statusCode() / 100 == 3) {
          sent++;
          String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
          assertThat(set).startsWith("cf_id=").contains("HttpOnly");
          assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("private");
          String location = answer.headers().firstValue("Location").orElseThrow();
          String cookie = set.substring(0, set.indexOf(';'));
          assertThat(open(client, running, location, cookie).body()).isEqualTo("next");
        }
      }
      assertThat(sent).isEqualTo(20);
    }
  }
}
