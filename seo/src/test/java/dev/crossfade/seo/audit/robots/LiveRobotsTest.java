package dev.crossfade.seo.audit.robots;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.crossfade.seo.fetch.FetchSettings;
import dev.crossfade.seo.fetch.Fetcher;
import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.url.WebUrl;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9309 §2.3.1, against servers that answer oddly. */
class LiveRobotsTest {
  private static final FetchSettings SETTINGS =
      new FetchSettings(
          2,
          FetchSettings.UNLIMITED,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          0,
          8 << 20,
          "Crossfade/test",
          null,
          Map.of());

  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private final Fetcher fetcher = Fetcher.open(SETTINGS);

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.stop();
  }

  private Robots ask() throws InterruptedException {
    return LiveRobots.ask(
        fetcher, LiveRobots.of(WebUrl.of("http://localhost:" + server.port() + "/c/shoes?a=b")));
  }

  private void redirect(String from, String to) {
    server.stubFor(get(from).willReturn(aResponse().withStatus(302).withHeader("Location", to)));
  }

  private void file(String path) {
    server.stubFor(get(path).willReturn(aResponse().withBody("User-agent: *\nDisallow: /x")));
  }

  @ParameterizedTest
  @CsvSource({"403, true", "404, true", "410, true", "429, false", "500, false", "503, false"})
  void ask_anotherStatus_opensOrClosesTheSite(int status, boolean allowed) throws Exception {
    server.stubFor(get("/robots.txt").willReturn(aResponse().withStatus(status)));

    assertThat(ask().ruling("googlebot", "/x").allowed()).isEqualTo(allowed);
  }

  @Test
  void ask_fiveRedirects_areFollowed() throws Exception {
    redirect("/robots.txt", "/1");
    for (int i = 1; i < 5; i++) {
      redirect("/" + i, "/" + (i + 1));
    }
    file("/5");

    assertThat(ask().ruling("googlebot", "/x").allowed()).isFalse();
  }

  @Test
  void ask_sixRedirects_areAsIfThereWereNoFile() throws Exception {
    redirect("/robots.txt", "/1");
    for (int i = 1; i < 6; i++) {
      redirect("/" + i, "/" + (i + 1));
    }
    file("/6");

    assertThat(ask()).isEqualTo(Robots.astray("redirects on after 5 redirects"));
  }

  @Test
  void ask_aCircle_isAsIfThereWereNoFile() throws Exception {
    redirect("/robots.txt", "/robots.txt");

    assertThat(ask().ruling("googlebot", "/x").allowed()).isTrue();
  }

  @Test
  void ask_nobody_closesTheSite() throws Exception {
    WebUrl gone = WebUrl.of("http://localhost:" + server.port() + "/");
    server.stop();

    Robots robots = LiveRobots.ask(fetcher, LiveRobots.of(gone));

    assertThat(robots.ruling("googlebot", "/x").allowed()).isFalse();
    server.start();
  }
}
