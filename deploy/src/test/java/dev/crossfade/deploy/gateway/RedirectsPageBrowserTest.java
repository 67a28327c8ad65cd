package dev.crossfade.deploy.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Redirects as people find, judge and try them in Debian's Chromium. */
class RedirectsPageBrowserTest {
  private static @Nullable ConsoleBrowser browser;

  @TempDir Path folder;
  private RunningGateway running;
  private Shop empty;
  private PagesBrowser pages;

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
    StringBuilder map = new StringBuilder("source,target,status\n");
    for (int i = 0; i < 240; i++) {
      map.append("/old/shoe-").append(i).append(".html,/p/shoe-").append(i).append(",301\n");
    }
    map.append("/sale,/c/sale,302\n/summer,/sale\n/gone,,410\n/about.html,/about\n");
    map.append("/with/a/long/address/").append("segment/".repeat(14)).append(",/p/lamp\n");
    Files.writeString(folder.resolve("moved.csv"), map);
    empty = Shop.without("nothing");
    running = RunningGateway.in(folder);
    running.write(
        running
                .config("100%")
                .replaceAll("next: \\{[^}]*}", "next: { endpoints: [\"" + empty.url() + "\"] }")
            + "redirects: [ { file: moved.csv }, { prefix: /blog/, to: \"https://blog.shop.example/\" } ]\n");
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);
    pages = new PagesBrowser(Objects.requireNonNull(browser), running);
  }

  @AfterEach
  void stop() {
    pages.close();
    running.close();
    empty.close();
  }

  private void visit(String path, String agent) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      client.send(
          HttpRequest.newBuilder(running.shop(path)).header("user-agent", agent).build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  private void visits() throws Exception {
    for (int i = 0; i < 3; i++) {
      visit("/old/shoe-7.html", "Mozilla/5.0 (X11; Linux x86_64)");
      visit("/shop/shoe-41", "Mozilla/5.0 (X11; Linux x86_64)");
    }
    visit("/old/shoe-7.html", "Mozilla/5.0 (compatible; Googlebot/2.1)");
    visit("/sale", "Mozilla/5.0 (compatible; Googlebot/2.1)");
    visit("/nobody/has/this", "Mozilla/5.0 (X11; Linux x86_64)");
  }

  @Test
  void redirect_lookedFor_isFoundWithItsHits() throws Exception {
    visits();
    Page page = pages.open("/redirects", 1280, ColorScheme.LIGHT);
    assertThat(page.locator("main > header")).containsText("246 redirects");
    assertThat(page.locator("tbody tr")).hasCount(50);

    page.getByLabel("Address or a part of it").fill("SHOE-7.");
    page.getByText("Find", new Page.GetByTextOptions().setExact(true)).click();

    assertThat(page.locator("tbody tr")).hasCount(1);
    assertThat(page.locator("tbody tr")).containsText("/p/shoe-7");
    assertThat(page.locator("[data-l=hits]")).hasText("4");
    assertThat(page.locator("[data-l='of crawlers']")).hasText("25 %");
    assertThat(page.locator("main > header")).containsText("1 of 246 redirects");

    page.getByLabel("Address or a part of it").fill("nothing-like-this");
    page.keyboard().press("Enter");
    assertThat(page.locator(".empty")).containsText("Nothing like that");
  }

  @Test
  void redirects_pageByPage_areAllOfThem() throws Exception {
    visits();
    Page page = pages.open("/redirects?sort=hits", 1280, ColorScheme.LIGHT);
    assertThat(page.locator("tbody tr").first()).containsText("/old/shoe-7.html");

    for (int i = 0; i < 4; i++) {
      page.getByText("Next page").click();
    }
    assertThat(page.locator("tbody tr")).hasCount(46);
    assertThat(page.getByText("Next page")).hasCount(0);

    page.getByText("First page").click();
    page.getByLabel("never asked for").check();
    assertThat(page.locator("main > header")).containsText("244 of 246 redirects");
    assertThat(page.getByText("before you drop one")).isVisible();
  }

  @Test
  void misses_withSuggestions_areRowsOfAMap() throws Exception {
    visits();
    Page page = pages.open("/redirects/misses", 1280, ColorScheme.LIGHT);

    assertThat(page.locator("tbody tr").first()).containsText("/shop/shoe-41");
    assertThat(page.locator("#rows"))
        .hasValue("source,target,status\n/shop/shoe-41,/p/shoe-41,301\n");
    Download rows = page.waitForDownload(() -> page.getByText("Download CSV").click());
    assertThat(rows.suggestedFilename()).isEqualTo("redirects-suggested.csv");
  }

  @Test
  void file_tried_tellsWhatItWouldChangeAndIsHandedOut() throws Exception {
    visits();
    Path file = folder.resolve("moved.json");
    Files.writeString(
        file, "{\"/old/shoe-7.html\": \"/p/runner\", \"/shop/shoe-41\": \"/p/shoe-41\"}");
    Page page = pages.open("/redirects/preview", 1280, ColorScheme.LIGHT);

    page.getByLabel("File", new Page.GetByLabelOptions().setExact(true)).setInputFiles(file);
    page.getByText("Look at it").click();

    assertThat(page.locator("main")).containsText("2 redirects looked at. Nothing was changed.");
    assertThat(page.locator("main"))
        .containsText("of which 2 that are asked for go or lead elsewhere");
    page.locator("#removed summary").click();
    assertThat(page.locator("#removed tbody tr").first()).containsText("/sale");
    page.locator("#retargeted summary").click();
    assertThat(page.locator("#retargeted tbody tr")).containsText("/p/runner");
    assertThat(page.locator("#answers")).containsText("1 not found so far would be led somewhere");
    Download made = page.waitForDownload(() -> page.getByText("Download moved.csv").click());
    assertThat(Files.readString(made.path()))
        .isEqualTo(
            "source,target,status\n/old/shoe-7.html,/p/runner,\n/shop/shoe-41,/p/shoe-41,\n");
    pages.assertFit("/redirects/preview", "redirects-preview");
  }

  @Test
  void file_thatIsNone_saysSoAtItsField() throws Exception {
    Path file = Files.writeString(folder.resolve("picture.png"), "\u0089PNG\n\u0000\u0001\n");
    Page page = pages.open("/redirects/preview", 1280, ColorScheme.LIGHT);

    page.getByLabel("File", new Page.GetByLabelOptions().setExact(true)).setInputFiles(file);
    page.getByText("Look at it").click();

    assertThat(page.locator("#wrong-file")).hasText("nothing in it is a redirect");
    assertThat(page.locator("form pre")).containsText("picture.png:1");
  }

  @Test
  void pages_areWholeAndFitForAll() throws Exception {
    pages.assertFit("/redirects/misses", "redirects-no-misses");
    visits();
    pages.assertFit("/redirects?sort=hits", "redirects");
    pages.assertFit("/redirects?q=zzz&never=true", "redirects-nothing");
    pages.assertFit("/redirects/misses", "redirects-misses");
    pages.assertFit("/redirects/lint", "redirects-lint");
    pages.assertFit("/redirects/preview", "redirects-no-preview");
    running.write(running.config("100%"));
    running.post("/api/v1/config/reload", "");
    pages.assertFit("/redirects", "redirects-none");
  }
}
