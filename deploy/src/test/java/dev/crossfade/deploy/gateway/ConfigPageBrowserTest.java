package dev.crossfade.deploy.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
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

/** Configurations as operators read, compare, check and change them in Debian's Chromium. */
class ConfigPageBrowserTest {
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

  private String config(String percent, String key) {
    return "# keys are rotated each spring\n"
        + running.config(percent)
        + "secrets: { webhookKey: HUSH-HUSH-"
        + key
        + "-0123456789 }\n";
  }

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    running.write(config("10%", "one"));
    running.post("/api/v1/config/reload", "{\"reason\":\"first visitors\"}");
    running.write(config("25%", "two"));
    running.post("/api/v1/config/reload", "{\"reason\":\"a quarter\"}");
    pages = new PagesBrowser(Objects.requireNonNull(browser), running);
  }

  @AfterEach
  void stop() {
    pages.close();
    running.close();
  }

  @Test
  void versions_compared_areLineByLineWithoutSecrets() {
    Page page = pages.open("/config", 1280, ColorScheme.LIGHT);
    assertThat(page.locator("main > header")).containsText("version 3");
    assertThat(page.locator("tbody tr").first()).containsText("a quarter");
    assertThat(page.locator("pre.code")).containsText("webhookKey: (secret)");

    page.getByText("Compare", new Page.GetByTextOptions().setExact(true)).click();

    assertThat(page.locator("h1")).hasText("Version 2 to 3");
    assertThat(page.locator(".diff .removed").first()).containsText("percent: 10%");
    assertThat(page.locator(".diff .added").first()).containsText("percent: 25%");
    assertThat(page.locator("main")).containsText("(another secret)");
    assertThat(page.content()).doesNotContain("HUSH");
  }

  @Test
  void reload_showsWhatItWouldDoFirst() {
    Page page = pages.open("/config", 1280, ColorScheme.LIGHT);
    page.getByText("Reload…").click();
    assertThat(page.locator("main")).containsText("The file says what is active.");

    page.getByLabel("Why, for the journal").fill("new crawler ranges");
    page.locator("button.primary").click();

    assertThat(page.locator("main")).containsText("Version 3 is active.");
  }

  @Test
  void rollback_bringsAVersionBackWithItsReason() {
    Page page = pages.open("/config", 1280, ColorScheme.LIGHT);
    page.locator("a[href='/config/2/rollback']").click();
    assertThat(page.locator("h1")).hasText("Go back to version 2");
    assertThat(page.locator("main")).containsText("It would be applied at once");
    assertThat(page.locator(".diff .added").first()).containsText("percent: 10%");

    page.getByLabel("Why, for the journal").fill("too fast");
    page.locator("button.primary").click();

    assertThat(page.locator("main")).containsText("Version 4 is active: what version 2 said.");
    assertThat(page.locator("pre.code")).containsText("percent: 10%");
  }

  @Test
  void check_ofAFileWithMistakes_namesThem() throws Exception {
    Path draft = Files.writeString(folder.resolve("next.yaml"), config("250%", "three"));
    Page page = pages.open("/config/check", 1280, ColorScheme.LIGHT);

    page.locator("input[type=file]").setInputFiles(draft);
    assertThat(page.locator("#text")).hasValue(Files.readString(draft));
    page.getByText("Check", new Page.GetByTextOptions().setExact(true)).click();

    assertThat(page.locator("main")).containsText("250%");
    assertThat(page.locator("main")).containsText(":9:");
    assertThat(page.locator("main")).containsText("It would be refused");
  }

  @Test
  void reload_ofABadFile_isNotOffered() throws Exception {
    running.write("listeners: 1\n");
    Page page = pages.open("/config/reload", 1280, ColorScheme.LIGHT);

    assertThat(page.locator("main")).containsText("It would be refused");
    assertThat(page.locator("button.primary")).hasCount(0);
  }

  @Test
  void pages_areWholeAndFitForAll() throws Exception {
    pages.assertFit("/config", "config");
    pages.assertFit("/config/2", "config-version");
    pages.assertFit("/config/difference?from=1&to=3", "config-difference");
    pages.assertFit("/config/check", "config-check");
    pages.assertFit("/config/2/rollback", "config-rollback");
    running.write("listeners: 1\n");
    pages.assertFit("/config/reload", "config-refused");
  }
}
