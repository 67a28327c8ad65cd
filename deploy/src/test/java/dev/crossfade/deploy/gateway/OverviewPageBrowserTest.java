package dev.crossfade.deploy.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The overview as people see it in Debian's Chromium, of a running gateway; pictures stand in
 * target/screenshots.
 */
class OverviewPageBrowserTest {
  private static final Logger log = LoggerFactory.getLogger(OverviewPageBrowserTest.class);
  private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  private static final int MOST_BYTES = 200_000;
  private static final String UNIT =
      "- { name: shop, match: [ { path: /** } ], exposure: { percent: 0% } }";
  private static final String UNITS =
      """
      - { name: checkout, match: [ { path: /checkout/** } ], exposure: { percent: 10% } }
        - name: catalog
          match: [ { path: /** } ]
          rollout:
            owner: catalog-team
            stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ]
            gates:
              - errors: { tolerance: 20pp, minSamples: 5 }
              - manual: { name: legal, stages: [50%] }
      """;

  private static @Nullable ConsoleBrowser browser;

  @TempDir Path folder;
  private RunningGateway running;
  private final List<BrowserContext> people = new ArrayList<>();

  @BeforeAll
  static void launch() {
    browser = ConsoleBrowser.launch();
  }

  @AfterAll
  static void quit() {
    if (browser != null) {
      browser.close();
    }
  }

  private static ConsoleBrowser browser() {
    return Objects.requireNonNull(browser);
  }

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
  }

  @AfterEach
  void stop() {
    people.forEach(BrowserContext::close);
    browser().forgive();
    running.close();
  }

  /** A rollout at half, with visitors in both arms. */
  private void moving() throws Exception {
    running.write(running.config("0%").replace(UNIT, UNITS.strip()));
    HttpResponse<String> answer = running.post("/api/v1/config/reload", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    running.post("/api/v1/rollouts/catalog/start", "{\"reason\":\"a quiet Wednesday\"}");
    visit(200);
  }

  private void visit(int visitors) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < visitors; i++) {
        client.send(
            HttpRequest.newBuilder(running.shop("/p/1"))
                .header("Cookie", "cf_id=visitor-" + i)
                .header("Accept", "text/html")
                .build(),
            HttpResponse.BodyHandlers.discarding());
      }
    }
  }

  private Page open(int width, ColorScheme colour) {
    BrowserContext somebody = browser().somebody(width, colour);
    people.add(somebody);
    return browser().open(somebody, running.admin("/"));
  }

  private static Locator drawn(Page page, String chart) {
    return page.locator("#" + chart + " canvas");
  }

  /** How many dots of a chart have a colour. */
  private static int ink(Page page, String chart) {
    return ((Number)
            page.evaluate(
                """
                id => {
                  const canvas = document.querySelector(`#${id} canvas`);
                  const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
                  let ink = 0;
                  for (let i = 3; i < dots.length; i += 4) if (dots[i] > 0) ink++;
                  return ink;
                }
                """,
                chart))
        .intValue();
  }

  @Test
  void page_followsWhatHappens_withoutReloading() throws Exception {
    Page page = open(1280, ColorScheme.LIGHT);
    assertThat(page.locator("#traffic")).containsText("No request yet");
    assertThat(page.locator("#live")).containsText("live");
    page.evaluate("window.notReloaded = true");

    moving();

    assertThat(page.locator("#units")).containsText("catalog", PATIENTLY);
    assertThat(page.locator("#units")).containsText("50 % to next", PATIENTLY);
    assertThat(page.locator("#needs")).containsText("somebody to approve it", PATIENTLY);
    assertThat(page.locator("#traffic")).containsText("of them to next", PATIENTLY);
    assertThat(drawn(page, "traffic-chart")).isVisible();
    assertThat(page.locator("#events")).containsText("started at 50 %", PATIENTLY);
    running.post("/api/v1/rollouts/catalog/rollback", "{\"reason\":\"prices differ\"}");
    assertThat(page.locator("#needs")).containsText("Rolled back by local", PATIENTLY);
    assertThat(page.locator("#needs")).containsText("prices differ", PATIENTLY);
    assertThat((Boolean) page.evaluate("window.notReloaded === true")).isTrue();
    assertThat(browser().complaints()).isEmpty();
  }

  @Test
  void chart_isDrawn_andItsSpanIsChosenByLinks() throws Exception {
    moving();
    Page page = open(1280, ColorScheme.LIGHT);
    assertThat(page.locator("#traffic")).containsText("of them to next", PATIENTLY);
    assertThat(drawn(page, "traffic-chart")).isVisible();
    assertThat(ink(page, "traffic-chart")).isGreaterThan(500);
    assertThat(ink(page, "latency-chart")).isGreaterThan(500);

    page.locator("#span-24h").click();
    assertThat(page.locator("#traffic"))
        .containsText("In the last 24 hours: 200 requests", PATIENTLY);
    assertThat(page.locator("#span-24h")).hasAttribute("aria-current", "true");
    page.locator("#arms-all").click();
    assertThat(page.locator("#arms")).containsText("Storefronts with all that they serve");
    page.locator("#traffic-table summary").click();
    assertThat(page.locator("#traffic-table table")).containsText("legacy, req/s");
    assertThat(browser().complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "360, LIGHT", "360, DARK"})
  void page_atAnyWidthAndColour_isWholeAndFitForAll(int width, ColorScheme colour)
      throws Exception {
    moving();
    Page page = open(width, colour);
    assertThat(page.locator("#traffic")).containsText("of them to next", PATIENTLY);
    assertThat(drawn(page, "traffic-chart")).isVisible();

    browser().assertFit(page, "overview-" + width + "-" + colour);
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "360, DARK"})
  void page_ofANewGateway_saysWhatToDoNext(int width, ColorScheme colour) {
    Page page = open(width, colour);

    assertThat(page.locator("#traffic")).containsText("Send it one");
    assertThat(page.locator("main")).containsText("How to plan one");
    browser().assertFit(page, "overview-new-" + width + "-" + colour);
  }

  @Test
  void page_isLight_andPaintsSoon() throws Exception {
    moving();
    assertThat(open(1280, ColorScheme.LIGHT).locator("#traffic"))
        .containsText("of them to next", PATIENTLY);
    BrowserContext somebody = browser().somebody(1280, ColorScheme.LIGHT);
    people.add(somebody);
    Page page = somebody.newPage();
    AtomicLong bytes = new AtomicLong();
    page.onResponse(
        response -> {
          if (!response.url().endsWith("/api/v1/events")) {
            bytes.addAndGet(response.body().length);
          }
        });
    page.navigate(running.admin("/").toString());
    assertThat(drawn(page, "traffic-chart")).isVisible();
    page.waitForFunction("performance.getEntriesByName('first-contentful-paint').length > 0");

    double paint =
        ((Number)
                page.evaluate(
                    "performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            .doubleValue();
    log.info("overview: first contentful paint after {} ms, {} bytes", paint, bytes);
    assertThat(bytes.get()).isBetween(10_000L, (long) MOST_BYTES);
    assertThat(paint).isPositive();
  }
}
