package dev.crossfade.deploy.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.deploy.demo.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Findings, crawlers and the journal as an operator has them in a browser, of a gateway before two
 * real storefronts, of which next begins to hide its pages.
 */
@Timeout(180)
class FindingsPageBrowserTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ID = "catalog.SEO-NOINDEX.product";
  private static final List<Integer> WIDTHS = List.of(1280, 360);
  private static final List<ColorScheme> COLOURS = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
  private static ConsoleBrowser browser;

  @TempDir Path folder;
  private RunningGateway running;
  private DemoStorefronts storefronts;
  private List<String> products;
  private int visitor;

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

  @BeforeEach
  void start() throws Exception {
    browser.forgive();
    storefronts = DemoStorefronts.start();
    products =
        storefronts.catalog().products().stream().limit(20).map(product -> product.path()).toList();
    running = RunningGateway.in(folder);
    running.write(
        """
        listeners:
          - bind: 127.0.0.1:0
        admin: { bind: "127.0.0.1:0" }
        backends:
          legacy: { endpoints: ["%s"] }
          next: { endpoints: ["%s"] }
        units:
          - { name: catalog, match: [ { path: [/, /c/**, /p/**] } ], exposure: { percent: 50%% } }
        default: legacy
        crawlers: { verify: { dns: false } }
        seo:
          sampling: { rate: 100%%, maxPerSecond: 200, cpu: 100%%, dedupe: 0s }
          templates: [ { name: product, path: /p/** }, { name: category, path: /c/** } ]
        state: { dir: "%s" }
        """
            .formatted(storefronts.legacy(), storefronts.next(), folder.resolve("state")));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
  }

  @AfterEach
  void stop() {
    running.close();
    storefronts.close();
  }

  private void visit(int pages, String agent) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int i = 0; i < pages; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(running.shop(products.get(visitor % products.size())))
                .header("Cookie", "cf_id=visitor-" + visitor++)
                .header("Accept", "text/html")
                .header("User-Agent", agent)
                .build();
        client.send(request, HttpResponse.BodyHandlers.discarding());
      }
    }
  }

  /** Until it is known that next hides products. */
  private void hideProducts() throws Exception {
    storefronts.fault(Fault.NOINDEX);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              visit(5, "Mozilla/5.0");
              assertThat(running.json("/api/v1/findings/" + ID).path("count").asInt())
                  .isGreaterThan(3);
            });
  }

  private Page open(BrowserContext somebody, String path) {
    return browser.open(somebody, running.admin(path));
  }

  private void assertFitOnEveryScreen(String path, String name) {
    for (int width : WIDTHS) {
      for (ColorScheme colour : COLOURS) {
        try (BrowserContext somebody = browser.somebody(width, colour)) {
          browser.assertFit(open(somebody, path), name + "-" + width + "-" + colour);
        }
      }
    }
  }

  private static LocatorAssertions.IsVisibleOptions patiently() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout((double) PATIENCE.toMillis());
  }

  @Test
  void finding_arrivesByItself_isAccepted_andIsInTheJournal() throws Exception {
    try (BrowserContext somebody = browser.somebody(1280, ColorScheme.LIGHT)) {
      Page page = open(somebody, "/findings");
      assertThat(page.locator("#findings")).containsText("No page was compared yet");
      browser.assertFit(page, "findings-none");

      hideProducts();

      assertThat(page.locator("[id='f-" + ID + "']")).isVisible(patiently());
      assertThat(page.locator("ins").first()).containsText("noindex");
      filterAndOpen(page);
      accept(page);
      journalTellsOfIt(page);
      csvHasIt(page);
      assertThat(browser.complaints()).isEmpty();
    }
  }

  private static void filterAndOpen(Page page) {
    page.navigate(page.url() + "?severity=minor");
    assertThat(page.locator("#findings")).containsText("None is like that");
    page.locator("text=Clear").click();
    page.waitForURL(url -> url.endsWith("/findings"));
    page.locator("select[name=template]").selectOption("product");
    page.waitForURL(url -> url.contains("template=product"));
    page.locator("[id='f-" + ID + "']").click();
    assertThat(page.locator("h1")).hasText("SEO-NOINDEX on product");
    assertThat(page.locator("#finding-examples ins").first()).containsText("noindex");
  }

  private static void accept(Page page) {
    page.locator("#say-accept").click();
    page.locator("#accept button.primary").click(); // a browser asks for the reason
    assertThat(page.locator("#accept")).isVisible();
    page.locator("#accept textarea").fill("a sale, until <Friday>");
    page.locator("#accept button.primary").click();
    assertThat(page.locator("#finding-notes")).containsText("a sale, until <Friday>");
    assertThat(page.locator("#finding-state")).hasText("accepted");
    assertThat(page.locator("#say-reopen")).isVisible();
  }

  private static void journalTellsOfIt(Page page) {
    page.locator("text=in the journal").click();
    assertThat(page.locator("#journal-lines tbody tr")).hasCount(1);
    assertThat(page.locator("#journal-lines"))
        .containsText("was accepted: it does not count any more");
    assertThat(page.locator("#journal-lines")).containsText("local");
    page.locator("#journal-lines summary").click();
    assertThat(page.locator("#journal-lines pre")).containsText("\"accept\"");
  }

  private void csvHasIt(Page page) throws Exception {
    page.navigate(running.admin("/findings?state=accepted").toString());
    Download download = page.waitForDownload(() -> page.locator("#csv").click());
    Path file = folder.resolve("findings.csv");
    download.saveAs(file);
    assertThat(download.suggestedFilename()).isEqualTo("findings.csv");
    assertThat(Files.readString(file)).contains(ID + ",catalog,product").contains("a sale");
  }

  @Test
  void pages_onEveryScreen_fitAndAreFitForAll() throws Exception {
    visit(12, "Mozilla/5.0 (compatible; Googlebot/2.1)");
    visit(3, "Mozilla/5.0 (compatible; bingbot/2.0)");
    hideProducts();

    assertFitOnEveryScreen("/findings", "findings");
    assertFitOnEveryScreen("/findings/" + ID, "finding");
    assertFitOnEveryScreen("/crawlers", "crawlers");
    assertFitOnEveryScreen("/journal", "journal");
  }

  @Test
  void crawlers_appearByThemselves_andAreFiltered() throws Exception {
    try (BrowserContext somebody = browser.somebody(1280, ColorScheme.LIGHT)) {
      Page page = open(somebody, "/crawlers");
      assertThat(page.locator("#crawl")).containsText("No crawler came in 24 hours");
      browser.assertFit(page, "crawlers-none");

      visit(12, "Mozilla/5.0 (compatible; Googlebot/2.1)");
      visit(3, "Mozilla/5.0 (compatible; bingbot/2.0)");

      assertThat(page.locator("#only-crawler-googlebot")).isVisible(patiently());
      page.locator("#only-crawler-bingbot").click();
      assertThat(page.locator("h1 + .sub")).hasText("3 requests in 24 hours");
      assertThat(page.locator("#only-crawler-googlebot")).hasCount(0);
      assertThat(page.locator("select[name=crawler]")).hasValue("bingbot");
      page.locator("select[name=hours]").selectOption("168");
      assertThat(page.locator("h1 + .sub")).hasText("3 requests in 7 days");
      assertThat(browser.complaints()).isEmpty();
    }
  }
}
