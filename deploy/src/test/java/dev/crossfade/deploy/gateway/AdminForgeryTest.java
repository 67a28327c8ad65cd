package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.gateway.RawAdmin.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Pages of others that make the operator's browser send something. Without tokens whoever is on the
 * machine is the operator, and so is every page that their browser shows, if it can make it look
 * so.
 */
class AdminForgeryTest {
  private static final String RELOAD = "/api/v1/config/reload";

  @TempDir Path folder;
  private RunningGateway running;
  private RawAdmin admin;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    admin = new RawAdmin(running.gateway().adminPort());
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private String here(String text) {
    return text.replace("PORT", Integer.toString(admin.port()));
  }

  @Test
  void order_ofAProgram_needsNothing() throws Exception {
    assertThat(admin.post(RELOAD, "").status()).isEqualTo(200);
  }

  /** What browsers say truly: a form, a script, and a page on another port of the same machine. */
  @ParameterizedTest
  @CsvSource({
    "http://evil.example, cross-site",
    "http://evil.example,",
    "null, cross-site",
    "null,",
    "http://localhost:PORT, same-site",
    "http://127.0.0.1:3000, same-site",
    "https://127.0.0.1:PORT, same-site",
    "http://127.0.0.1:PORT, same-site",
    "http://127.0.0.1:PORT.evil.example, cross-site",
    "http://127.0.0.1:PORT@evil.example,",
    ", cross-site",
    ", same-site",
  })
  void order_thatAPageOfOthersMadeABrowserSend_isRefused(String origin, String site)
      throws Exception {
    String[] headers = {"Content-Type", "text/plain"};
    if (origin != null) {
      headers = RawAdmin.with(headers, "Origin", here(origin));
    }
    if (site != null) {
      headers =
          RawAdmin.with(
              headers,
              "Sec-Fetch-Site",
              site,
              "Sec-Fetch-Mode",
              "navigate",
              "Sec-Fetch-Dest",
              "document");
    }

    Answer answer = admin.post(RELOAD, "{\"reason\":\"forged\"}", headers);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(running.json("/api/v1/config").path("version").asInt()).isEqualTo(1);
  }

  /** Our own page is believed when its form is of this process: that is what others cannot read. */
  @Test
  void order_ofOurOwnPage_needsWhatThePageTold() throws Exception {
    String[] ours = {"Origin", here("http://127.0.0.1:PORT"), "Sec-Fetch-Site", "same-origin"};

    assertThat(admin.post(RELOAD, "", ours).status()).isEqualTo(403);
    assertThat(admin.post(RELOAD, "", RawAdmin.with(ours, "X-CSRF-Token", "made-up")).status())
        .isEqualTo(403);
  }

  /** A foreign name that its owner points at 127.0.0.1: then foreign pages are of our origin. */
  @ParameterizedTest
  @CsvSource({
    "evil.example:PORT, GET, /api/v1/status",
    "evil.example:PORT, POST, /api/v1/config/reload",
    "evil.example, GET, /api/v1/config",
    "localhost.evil.example:PORT, GET, /api/v1/status",
    "127.0.0.1.evil.example:PORT, GET, /api/v1/status",
    "0.0.0.0:PORT, POST, /api/v1/config/reload",
    "192.168.0.7:PORT, GET, /api/v1/status",
    "evil.example:PORT, GET, /login",
    "evil.example:PORT, GET, /metrics",
  })
  void request_byAForeignName_isRefused(String host, String method, String path) throws Exception {
    String origin = "http://" + here(host);

    Answer answer =
        admin.ask(
            method,
            path,
            "",
            "Host",
            here(host),
            "Origin",
            origin,
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("Host");
  }

  @ParameterizedTest
  @CsvSource({"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "[::1]:PORT", "localhost"})
  void request_byANameOfThisMachine_isAnswered(String host) throws Exception {
    assertThat(admin.get("/api/v1/status", "Host", here(host)).status()).isEqualTo(200);
  }

  @Test
  void request_withTwoHosts_isRefused() throws Exception {
    Answer answer = admin.get("/api/v1/status", "Host", "localhost", "Host", "evil.example");

    assertThat(answer.status()).isIn(400, 403);
  }

  /** Something in front that lets others in: all of them come from this machine then. */
  @ParameterizedTest
  @CsvSource({"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"})
  void request_thatWasPassedOn_isRefused(String header) throws Exception {
    Answer answer = admin.get("/api/v1/status", header, "203.0.113.9");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("admin.tokens");
  }

  /** A link may lead here; a script, an image or a frame of others gets nothing. */
  @ParameterizedTest
  @CsvSource({
    "cross-site, navigate, document, 200",
    "same-site, navigate, document, 200",
    "none, navigate, document, 200",
    "same-origin, cors, empty, 200",
    "cross-site, navigate, iframe, 403",
    "cross-site, no-cors, script, 403",
    "cross-site, no-cors, image, 403",
    "same-site, cors, empty, 403",
  })
  void look_byABrowser_isForOurPagesAndLinks(String site, String mode, String dest, int status)
      throws Exception {
    Answer answer =
        admin.get(
            "/api/v1/status",
            "Sec-Fetch-Site",
            site,
            "Sec-Fetch-Mode",
            mode,
            "Sec-Fetch-Dest",
            dest);

    assertThat(answer.status()).isEqualTo(status);
  }
}
