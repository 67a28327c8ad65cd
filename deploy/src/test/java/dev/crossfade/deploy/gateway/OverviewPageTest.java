package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the overview of a running gateway says, read as its HTML. */
class OverviewPageTest {
  private static final String UNIT =
      "- { name: shop, match: [ { path: /** } ], exposure: { percent: 0% } }";

  @TempDir Path folder;
  private RunningGateway running;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void reload(String text, int expected) throws Exception {
    running.write(text);
    HttpResponse<String> answer = running.post("/api/v1/config/reload", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
  }

  private String html(String path) throws Exception {
    HttpResponse<String> answer = running.get(running.admin(path));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain(" style=", "<script>", "onclick");
    return answer.body();
  }

  /** As one reads it, the part of that id alone. */
  private String text(String id) throws Exception {
    String html = html("/");
    String from = html.substring(html.indexOf("id=\"" + id + "\""));
    int next = from.indexOf(" data-live=", from.indexOf(" data-live=") + 1);
    return from.substring(from.indexOf('>') + 1, next < 0 ? from.length() : next)
        .replaceAll("(?s)<script.*?</script>", "")
        .replaceAll("<[^>]*>", "")
        .replaceAll("\\s+", " ");
  }

  @Test
  void gateway_thatIsNew_saysHowToSendARequest() throws Exception {
    String port = Integer.toString(running.gateway().addresses().getFirst().getPort());

    assertThat(text("traffic")).contains("No request yet", "curl -i http://127.0.0.1:" + port);
    assertThat(text("units")).contains("shop", "0 % to next", "fixed by hand");
    assertThat(html("/")).contains("No unit has a rollout");
    assertThat(text("arms")).contains("Nothing to compare yet");
  }

  @Test
  void gateway_thatSharesNothing_saysNothingOfOthers() throws Exception {
    assertThat(html("/")).doesNotContain("gateways", "one of", "etcd");
  }

  @Test
  void traffic_afterVisits_isAChartASentenceAndATable() throws Exception {
    for (int i = 0; i < 10; i++) {
      running.servedBy();
    }

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(text("traffic")).contains("10 requests"));
    assertThat(text("traffic")).contains("100 % of them to legacy, of which 0 % failed");
    await()
        .atMost(Duration.ofSeconds(20)) // a slot that was watched for less than a second tells none
        .untilAsserted(
            () -> assertThat(html("/?span=7d")).contains("In the last 7 days: 10 requests"));
    assertThat(html("/")).contains("Requests in the last 15 minutes: 10 requests to legacy");
  }

  @Test
  void refusedReload_isToldUntilOneIsApplied() throws Exception {
    assertThat(text("needs")).doesNotContain("refused").contains("admin.tokens has nobody");
    reload(running.config("120%"), 422);

    assertThat(text("needs")).contains("The configuration was refused", "120%", "serves on");
    reload(running.config("10%"), 200);
    assertThat(text("needs")).doesNotContain("refused");
  }

  @Test
  void endpoint_thatFails_isToldFirst() throws Exception {
    String two =
        running
            .config("0%")
            .replace(
                "legacy: { endpoints: [\"" + running.legacy.url() + "\"] }",
                "legacy: { endpoints: [\""
                    + running.legacy.url()
                    + "\", \"http://127.0.0.1:1\"], health: { path: /, interval: 100ms } }");
    reload(two, 200);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(text("needs"))
                    .contains("127.0.0.1:1 is unhealthy since")
                    .contains("no connection. The others take its requests"));
    assertThat(text("backends")).contains("unhealthy", "healthy", "3 checks in a row failed");
  }

  @Test
  void backend_thatIsDown_isBroken() throws Exception {
    reload(
        running
            .config("0%")
            .replace(
                running.next.url() + "\"]",
                "http://127.0.0.1:1\"], health: { path: /h, interval: 100ms }"),
        200);

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(text("needs")).contains("next has no endpoint that is well"));
  }

  @Test
  void rollout_thatIsHeld_isTold() throws Exception {
    reload(
        running
            .config("0%")
            .replace(
                UNIT,
                "- { name: shop, match: [ { path: /** } ], rollout: { stages: [ { percent: 5%,"
                    + " hold: 1h }, { percent: 100%, hold: 1h } ] } }"),
        200);
    assertThat(text("units")).contains("idle", "Nobody has started it");
    assertThat(text("needs")).doesNotContain("shop");
    running.post("/api/v1/rollouts/shop/start", "{\"reason\":\"go\"}");
    running.post("/api/v1/rollouts/shop/hold", "{\"reason\":\"CDN purge first\"}");

    assertThat(text("needs")).contains("shop Held by local", "CDN purge first");
    assertThat(text("units")).contains("5 % to next", "stage 1 of 2", "of 60 min held");
    assertThat(text("events")).contains("started at 5 %", "held at 5 %", "by local");
    assertThat(html("/?unit=shop")).contains("Both arms of shop");
    assertThat(html("/?unit=")).contains("Storefronts with all that they serve");
  }

  @Test
  void certificate_thatExpiresSoon_isTold() throws Exception {
    X509Bundle bundle =
        new CertificateBuilder()
            .subject("CN=shop.example")
            .setIsCertificateAuthority(true)
            .notAfter(Instant.now().plus(Duration.ofDays(5)))
            .buildSelfSigned();
    Path cert = Files.writeString(folder.resolve("shop.pem"), bundle.getCertificatePathPEM());
    Path key = Files.writeString(folder.resolve("shop.key"), bundle.getPrivateKeyPEM());
    reload(
        running
            .config("0%")
            .replace(
                "- bind: 127.0.0.1:0\n",
                "- bind: 127.0.0.1:0\n  - { bind: \"127.0.0.1:0\", tls: { certificates: [ { cert: \""
                    + cert
                    + "\", key: \""
                    + key
                    + "\" } ] } }\n"),
        200);

    assertThat(text("needs")).contains("Certificate of listener", "expires", "shop.pem");
  }

  @Test
  void page_askedForWithNonsense_saysWhatWasExpected() throws Exception {
    HttpResponse<String> answer = running.get(running.admin("/?span=2h"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("span: 2h (expected: 15m, 1h, 6h, 24h, 7d)");
  }
}
