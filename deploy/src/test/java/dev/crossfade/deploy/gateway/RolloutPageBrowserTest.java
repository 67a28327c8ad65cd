package dev.crossfade.deploy.gateway;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A rollout as operators see it in Debian's Chromium, of a running gateway that visitors come to;
 * pictures stand in target/screenshots.
 */
class RolloutPageBrowserTest {
  private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
      new LocatorAssertions.ContainsTextOptions().setTimeout(30_000);

  private static final String PLAN =
      """
      rollout:
            owner: catalog-team
            stages:
              - { percent: 10%, hold: HOLD }
              - { percent: 50%, hold: HOLD }
              - { percent: 100%, hold: 1h }
            freeze: { timezone: Asia/Kolkata, weekly: ["Sat 23:58 - Sat 23:59"] }
            gates:
              - errors: { tolerance: 20pp, minSamples: 5 }
              - latency: { tolerance: 100%, minSamples: 5 }
              - manual: { name: legal, stages: [50%] }
            rollback: { reverts: [catalog reads], forwardFixes: [reviews written on next], decider: catalog-oncall }
      """;

  private static @Nullable ConsoleBrowser browser;

  @TempDir Path folder;
  private RunningGateway running;
  private @Nullable Visits visits;
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
    if (visits != null) {
      visits.close();
    }
    running.close();
  }

  /** Visitors who come again and again, until it is closed. */
  private static final class Visits implements AutoCloseable {
    private final Thread thread;
    private volatile boolean closed;

    Visits(RunningGateway shop) {
      thread = Thread.ofVirtual().start(() -> visit(shop));
    }

    private void visit(RunningGateway shop) {
      try (HttpClient client =
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        for (int i = 0; !closed; i = (i + 1) % 200) {
          client.send(
              HttpRequest.newBuilder(shop.shop("/p/1"))
                  .header("Cookie", "cf_id=visitor-" + i)
                  .header("Accept", "text/html")
                  .build(),
              HttpResponse.BodyHandlers.discarding());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      closed = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void plan(String hold) throws Exception {
    running.write(
        running
            .config("0%")
            .replace(
                "- { name: shop, match: [ { path: /** } ], exposure: { percent: 0% } }",
                "- name: shop\n    match: [ { path: /** } ]\n    "
                    + PLAN.replace("HOLD", hold).strip()));
    HttpResponse<String> answer = running.post("/api/v1/config/reload", "{}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    visits = new Visits(running);
  }

  private Page open(int width, ColorScheme colour, String path) {
    BrowserContext somebody = browser().somebody(width, colour);
    people.add(somebody);
    return browser().open(somebody, running.admin(path));
  }

  private Page open(String path) {
    return open(1280, ColorScheme.LIGHT, path);
  }

  /** Gives an order by its form. */
  private static void order(Page page, String order, String reason) {
    page.locator("#do-" + order + "-button").click();
    Locator dialog = page.locator("#do-" + order);
    assertThat(dialog).isVisible();
    dialog.locator("textarea").fill(reason);
    dialog.locator("button:not([type=button])").click();
  }

  private static Locator head(Page page) {
    return page.locator("#head");
  }

  @Test
  void rollout_isStarted_advancesBeforeOnesEyes_andIsRolledBack() throws Exception {
    plan("2s");
    Page page = open("/rollouts/shop");
    assertThat(head(page)).containsText("idle");

    order(page, "start", "a quiet Wednesday");
    assertThat(page.locator("main > .note")).containsText("start carried out");
    assertThat(head(page)).containsText("running at");

    // by itself, without a click or a reload; there a person has to approve
    page.evaluate("window.notReloaded = true");
    assertThat(head(page)).containsText("running at 50 %", PATIENTLY);
    assertThat(page.locator("#needs")).containsText("somebody to approve it", PATIENTLY);
    page.locator("#needs button").click();
    page.locator("#do-approve-legal textarea").fill("read it all");
    assertThat((Boolean) page.evaluate("window.notReloaded === true")).isTrue();
    page.locator("#do-approve-legal button:not([type=button])").click();
    assertThat(head(page)).containsText("running at 100 %", PATIENTLY);

    page.locator("#do-rollback-button").click();
    assertThat(page.locator("#do-rollback")).containsText("Does not undo reviews written on next");
    page.keyboard().press("Escape");
    assertThat(page.locator("#do-rollback")).isHidden();
    order(page, "rollback", "prices differ");

    assertThat(head(page)).containsText("rolled back");
    assertThat(page.locator("#needs")).containsText("Rolled back by local");
    assertThat(page.locator("#history")).containsText("prices differ");
    assertThat(page.locator("#history")).containsText("a quiet Wednesday");
    assertThat(page.locator("#history time").first())
        .hasAttribute("title", Pattern.compile(".* UTC"));
    assertThat(running.json("/api/v1/rollouts/shop").path("lastReason").asString())
        .isEqualTo("prices differ");
    assertThat(browser().complaints()).isEmpty();
  }

  @Test
  void secondOperator_isToldWhatTheFirstDid_andLosesNothingTyped() throws Exception {
    plan("1h");
    Page first = open("/rollouts/shop");
    Page second = open("/rollouts/shop");
    order(first, "start", "go");
    assertThat(head(second)).containsText("running at 10 %", PATIENTLY);
    second.locator("#do-hold-button").click();
    second.locator("#do-hold textarea").fill("the CDN is being purged");

    order(first, "rollback", "prices differ");
    assertThat(head(second)).containsText("rolled back", PATIENTLY);
    assertThat(browser().complaints()).isEmpty();
    second.locator("#do-hold button:not([type=button])").click();

    assertThat(second.locator("#needs")).containsText("Nothing was done");
    assertThat(second.locator("#needs")).containsText("it is rolled-back");
    assertThat(second.locator("#needs")).containsText("the CDN is being purged");
    assertThat(running.json("/api/v1/rollouts/shop").path("state").asString())
        .isEqualTo("rolled-back");
    // a browser says of every answer that is no success what it is
    assertThat(browser().complaints()).allMatch(text -> text.contains("409"));
  }

  @Test
  void orderWithoutAReason_isNotSent_andOneThatIsRefusedComesBackOpen() throws Exception {
    plan("1h");
    Page page = open("/rollouts/shop");
    order(page, "start", "");
    assertThat(head(page)).containsText("running at 10 %");

    order(page, "hold", "");
    assertThat(page.locator("#do-hold")).isVisible();
    assertThat(page.locator("#do-hold textarea:invalid")).hasCount(1);
    page.keyboard().press("Escape");

    order(page, "advance", "in a hurry");
    assertThat(page.locator("#do-advance")).isVisible();
    assertThat(page.locator("#do-advance [role=alert]")).containsText("Nothing was done");
    assertThat(page.locator("#do-advance textarea")).hasValue("in a hurry");

    page.locator("#do-advance [name=force]").check();
    page.locator("#do-advance button:not([type=button])").click();
    assertThat(head(page)).containsText("running at 50 %");
    assertThat(page.locator("#history")).containsText("overrode: the end of its hold");
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "360, LIGHT", "360, DARK"})
  void page_atAnyWidthAndColour_isWholeAndFitForAll(int width, ColorScheme colour)
      throws Exception {
    plan("1h");
    running.post("/api/v1/rollouts/shop/start", "{\"reason\":\"a quiet Wednesday\"}");
    Page page = open(width, colour, "/rollouts/shop");
    assertThat(page.locator("#gate-errors")).containsText("pass", PATIENTLY);
    Locator over = page.locator("#over-errors");
    over.locator("summary").click();
    assertThat(over.locator(".u-over")).isVisible();

    String look = width + "-" + colour;
    browser().assertFit(page, "rollout-" + look);
    page.locator("#do-advance-button").click();
    browser().assertFit(page, "rollout-advance-" + look);
    page.navigate(running.admin("/rollouts").toString());
    browser().assertFit(page, "rollouts-" + look);
  }

  @Test
  void listWithoutARollout_saysWhatToWrite() {
    Page page = open("/rollouts");

    assertThat(page.locator(".empty")).containsText("No unit has a rollout");
    browser().assertFit(page, "rollouts-empty");
  }

  @Test
  void page_withoutScripts_saysAllOfIt() throws Exception {
    plan("1h");
    running.post("/api/v1/rollouts/shop/start", "{}");
    BrowserContext somebody = browser().withoutScripts();
    people.add(somebody);
    Page page = browser().open(somebody, running.admin("/rollouts/shop/hold"));

    assertThat(head(page)).containsText("running at 10 %");
    page.locator("#do-hold textarea").fill("no scripts here");
    page.locator("#do-hold button:not([type=button])").click();

    assertThat(head(page)).containsText("held at 10 %");
    assertThat(page.locator("#needs")).containsText("no scripts here");
  }
}
