package dev.crossfade.deploy.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a visitor lands where they land, asked in Debian's Chromium. */
class ExplainPageBrowserTest {
  private static @Nullable ConsoleBrowser browser;

  @TempDir Path folder;
  private RunningGateway running;
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
    running = RunningGateway.in(folder);
    running.write(
        running
                .config("25%")
                .replace(
                    "exposure: { percent: 25% }",
                    "exposure: { percent: 25%, rules: [ { cohort: staff, send: next } ] }")
            + "cohorts: { staff: { header: { x-staff: \"1\" } } }\n"
            + "redirects: [ { prefix: /blog/, to: /stories/ } ]\n");
    assertThat(running.post("/api/v1/config/reload", "").statusCode()).isEqualTo(200);
    pages = new PagesBrowser(Objects.requireNonNull(browser), running);
  }

  @AfterEach
  void stop() {
    pages.close();
    running.close();
  }

  @Test
  void url_explained_hasAnAddressOfItsOwn() {
    Page page = pages.open("/explain", 1280, ColorScheme.LIGHT);
    page.getByLabel("URL").fill("https://shop.example/p/1");
    page.locator("#visitor summary").click();
    page.getByLabel("Headers, one a line").fill("x-staff: 1\naccept: text/html");
    page.getByLabel("Address").fill("203.0.113.7");
    page.getByText("Explain", new Page.GetByTextOptions().setExact(true)).last().click();

    assertThat(page.locator(".outcome")).hasText("next serves it");
    assertThat(page.locator(".steps")).containsText("cohort staff");
    assertThat(page.locator(".steps")).containsText(running.file + ":8:");

    Page shared = pages.open("/explain", 1280, ColorScheme.LIGHT);
    shared.navigate(page.url());
    assertThat(shared.locator(".outcome")).hasText("next serves it");
    assertThat(shared.getByLabel("Headers, one a line")).hasValue("x-staff: 1\naccept: text/html");
    assertThat(shared.getByLabel("Address")).isVisible();
  }

  @Test
  void bucket_explained_isOnItsSideOfTheExposure() {
    String asked = "/explain?url=https://shop.example/p/1&bucket=";

    assertThat(pages.open(asked + "2499", 1280, ColorScheme.LIGHT).locator(".outcome"))
        .hasText("next serves it");
    Page legacy = pages.open(asked + "2500", 1280, ColorScheme.LIGHT);
    assertThat(legacy.locator(".outcome")).hasText("legacy serves it");
    assertThat(legacy.locator("#answer")).containsText("bucket 2500");
  }

  @Test
  void redirect_explained_saysWhereTo() {
    Page page = pages.open("/explain?url=https://shop.example/blog/shoes", 1280, ColorScheme.LIGHT);

    assertThat(page.locator(".outcome"))
        .hasText("The visitor is sent on with 301 to /stories/shoes");
  }

  @Test
  void mistake_isToldAtItsField() {
    for (String[] wrong :
        new String[][] {
          {"url", "/explain?url=shop.example"},
          {"ip", "/explain?url=https://a/&ip=nobody"},
          {"country", "/explain?url=https://a/&country=India"},
          {"header", "/explain?url=https://a/&header=nonsense"},
          {"cookie", "/explain?url=https://a/&cookie=nonsense"},
          {"bucket", "/explain?url=https://a/&bucket=x"},
        }) {
      Page page = pages.open(wrong[1], 1280, ColorScheme.LIGHT);
      assertThat(page.locator("#wrong-" + wrong[0])).containsText("expected");
      assertThat(page.locator("#wrong-" + wrong[0])).isVisible();
    }
    assertThat(
            pages
                .open("/explain?url=https://a/&method=GTE", 1280, ColorScheme.LIGHT)
                .locator("#wrong-method"))
        .containsText("did you mean \"GET\"?");
  }

  @Test
  void pages_areWholeAndFitForAll() {
    pages.assertFit("/explain", "explain-empty");
    pages.assertFit(
        "/explain?url=https://shop.example/p/1?q=" + "long".repeat(60) + "&header=x-staff:+1",
        "explain");
  }
}
