package dev.crossfade.deploy.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateways of a fleet as people see them, over a real etcd. */
@Timeout(180)
class FleetPageBrowserTest {
  private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);
  private static ConsoleBrowser browser;

  @TempDir Path folder;
  private TwoGateways two;

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
    two = TwoGateways.in(folder);
  }

  @AfterEach
  void stop() {
    browser.forgive();
    if (two != null) {
      two.close();
    }
  }

  private void awaitText(int gateway, String text) {
    RunningGateway running = two.all.get(gateway);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(running.get(running.admin("/")).body()).contains(text));
  }

  @Test
  void gatewaysThatDiffer_andAStoreThatIsAway_areFitForAll() throws Exception {
    int other = 1 - two.leader();
    RunningGateway running = two.all.get(other);
    running.write(two.config("5%"));
    assertThat(running.post("/api/v1/config/reload", "{}").statusCode()).isEqualTo(200);
    running.post("/api/v1/rollouts/catalog/start", "{\"reason\":\"a quiet Wednesday\"}");
    awaitText(other, "differs");

    try (PagesBrowser pages = new PagesBrowser(browser, running)) {
      pages.assertFit("/", "fleet");
      two.etcd.kill();
      awaitText(other, "they may have changed since");
      pages.assertFit("/", "fleet-cut-off");
    }
  }

  @Test
  void page_followsTheOthers_withoutReloading() throws Exception {
    int leader = two.leader();
    try (BrowserContext somebody = browser.somebody(1280, ColorScheme.LIGHT)) {
      Page page = browser.open(somebody, two.all.get(1 - leader).admin("/"));
      Locator gateways = page.locator("#gateways");
      assertThat(gateways).containsText("leads", PATIENTLY);
      page.evaluate("window.notReloaded = true");

      two.all.get(leader).post("/api/v1/rollouts/catalog/start", "{\"reason\":\"go\"}");
      assertThat(gateways).containsText("catalog 25 %", PATIENTLY);
      two.all.remove(leader).close();

      assertThat(page.locator("#head")).containsText("the only one", PATIENTLY);
      assertThat(gateways.locator("tbody tr")).hasCount(1);
      assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
    }
  }
}
