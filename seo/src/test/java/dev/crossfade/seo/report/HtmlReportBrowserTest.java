package dev.crossfade.seo.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.crossfade.seo.audit.AuditReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in Debian's Chromium, as a reader has it; pictures of it stand in target/screenshots.
 */
class HtmlReportBrowserTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String ROWS = "#all tbody tr:not([class]):visible";

  @TempDir static Path temp;
  private static @Nullable Playwright playwright;
  private static @Nullable Browser browser;

  private final List<String> complaints = new ArrayList<>();
  private @Nullable BrowserContext context;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> chromium =
        Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "chromium is not installed (./crossfade test does that)");
    Files.createDirectories(PICTURES);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.get())
                    .setChromiumSandbox(false)
                    .setArgs(
                        List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void stop() {
    if (playwright != null) {
      playwright.close();
    }
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"1280, LIGHT", "1280, DARK", "820, LIGHT", "360, LIGHT", "360, DARK"})
  void page_atAnyWidthAndColour_isWholeAndFitForAll(int width, ColorScheme colour)
      throws IOException {
    Page page = open(Samples.shop(), options(width).setColorScheme(colour));

    picture(page, "shop-" + width + "-" + colour);
    page.evaluate("document.getElementById('findings').scrollIntoView()");
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(PICTURES.resolve("findings-" + width + "-" + colour + ".png")));
    assertThat(widthOf(page)).as("width of the content").isLessThanOrEqualTo(width);
    assertThat(seriousFaults(page)).isEmpty();
    assertThat(complaints).isEmpty();
  }

  @Test
  void page_whenFiltered_showsWhatFits() throws IOException {
    Page page = open(Samples.shop(), options(1280));
    assertThat(page.locator("#shown")).hasText("314 findings on this page");
    assertThat(page.locator(ROWS)).hasCount(5 + 5 + 5 + 5 + 5 + 5 + 5 + 3 + 5 + 5);

    page.locator("#severity").selectOption("critical");
    assertThat(page.locator("#shown")).hasText("53 of 314 findings on this page");

    page.locator("#text").fill("DRESSES page=2");
    assertThat(page.locator(ROWS)).hasCount(1);
    assertThat(page.locator(ROWS)).containsText("/c/dresses?page=2");

    page.locator("#clear").click();
    page.locator("#rule").selectOption("SEO-TITLE");
    page.locator("#template").selectOption("article");
    assertThat(page.locator("#shown")).hasText("23 of 314 findings on this page");

    page.locator("#text").fill("nobody has this");
    assertThat(page.locator("#nothing")).isVisible();
    assertThat(complaints).isEmpty();
  }

  @Test
  void page_whenSorted_keepsAllAndComesBack() throws IOException {
    Page page = open(Samples.shop(), options(1280));
    String before = page.locator(ROWS).first().textContent();

    page.locator("#all thead button").click();

    assertThat(page.locator("#all thead th").first()).hasAttribute("aria-sort", "ascending");
    assertThat(page.locator(ROWS)).hasCount(314);
    List<String> urls = page.locator(ROWS + " .u > a").allTextContents();
    assertThat(urls.getFirst()).isEqualTo("/c/coats?page=2");
    assertThat(urls.getLast()).startsWith("/search?q=");
    picture(page, "sorted");

    page.locator("#sort").selectOption("most");
    assertThat(page.locator("#all tbody").first()).containsText("126 product pages lost");

    page.locator("#sort").selectOption("worst");
    assertThat(page.locator(ROWS).first()).hasText(before);
    assertThat(complaints).isEmpty();
  }

  @Test
  void page_whenUnfolded_showsEvidence() throws IOException {
    Page page = open(Samples.shop(), options(1280));

    Locator more = page.locator("#all .more button").first();
    assertThat(more).hasText("Show 36 more of SEO-CANONICAL on category");
    more.click();
    assertThat(page.locator("#all tbody").first().locator("tr:not([class]):visible")).hasCount(41);

    Locator evidence = page.locator("#all details").first();
    assertThat(evidence.locator("pre")).isHidden();
    evidence.locator("summary").press("Enter");
    assertThat(evidence.locator("pre")).containsText("rel=\"canonical\"");
    assertThat(complaints).isEmpty();
  }

  @Test
  void csv_ofWhatIsFiltered_isWhatASpreadsheetMayOpen() throws IOException {
    Page page = open(Samples.few(), options(1280));
    page.locator("#severity").selectOption("minor");
    assertThat(page.locator(ROWS)).hasCount(1);

    Download download = page.waitForDownload(() -> page.locator("#csv").click());

    Path file = temp.resolve("download.csv");
    download.saveAs(file);
    assertThat(download.suggestedFilename()).isEqualTo("redirects-findings.csv");
    assertThat(Files.readString(file))
        .isEqualTo(
            "\ufeffrule,severity,url,template,legacy,next,message,evidence\r\n"
                + "RED-MANY,minor,'=cmd|' /C calc'!A0,,,<script>alert(1)</script>,"
                + "'-5 % ⟨U+202E⟩gnp.exe⟨U+0000⟩⟨U+0007⟩,"
                + "\"half a pair: �, an emoji: 👟\"\r\n");
    assertThat(complaints).isEmpty();
  }

  @Test
  void page_withoutScript_showsEverything() throws IOException {
    Page page = open(Samples.shop(), options(1280).setJavaScriptEnabled(false));

    assertThat(page.locator(ROWS)).hasCount(314);
    assertThat(page.locator("#tools")).isHidden();
    assertThat(page.locator("header time")).hasText("19 Nov 2026 14:02 UTC");
  }

  @Test
  void times_areTheReadersWithUtcOnHover() throws IOException {
    Page page = open(Samples.shop(), options(1280).setTimezoneId("Europe/Berlin"));

    assertThat(page.locator("header time")).containsText("15:02");
    assertThat(page.locator("header time")).hasAttribute("title", "19 Nov 2026 14:02 UTC");
  }

  @Test
  void page_byKeyboard_goesToTheFindings() throws IOException {
    Page page = open(Samples.shop(), options(1280));

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");

    assertThat(page.url()).endsWith("#findings");
    assertThat(page.locator("#findings")).isInViewport();
  }

  @Test
  void page_ofHostileTexts_runsAndLoadsNothingAndFits() throws IOException {
    List<String> texts =
        List.of(
            "https://x.example/</script><script>alert(1)</script>",
            "\"><img src=https://evil.example/x onerror=alert(1)>",
            "javascript:alert(1)",
            "' style='position:fixed' onmouseover='alert(1)",
            "\u202egnp.exe\u0000\u001b[2J\ud800",
            "W".repeat(2_000),
            "https://www.shop.example/" + "%20".repeat(600));
    Page page = open(Samples.hostile(texts, 3), options(360));
    page.locator("#text").fill("alert");
    page.locator("#all details:visible summary").first().click();

    assertThat(page.locator("#shown")).containsText(" of ");
    picture(page, "hostile-360");
    assertThat(widthOf(page)).isLessThanOrEqualTo(360);
    assertThat(complaints).isEmpty();

    page.setViewportSize(1280, 900);
    assertThat(widthOf(page)).isLessThanOrEqualTo(1280);
    picture(page, "hostile-1280");
  }

  @Test
  void page_withoutFindings_isGoodNews() throws IOException {
    Page page = open(Samples.clean(12_480), options(1280));

    assertThat(page.locator(".say")).containsText("Nothing is wrong");
    picture(page, "clean");
    assertThat(seriousFaults(page)).isEmpty();
    assertThat(complaints).isEmpty();
  }

  @Test
  void page_onPaper_hasNoControls() throws IOException {
    Page page = open(Samples.shop(), options(1280).setColorScheme(ColorScheme.DARK));
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

    assertThat(page.locator("#tools")).isHidden();
    assertThat(page.locator("#all .more").first()).isHidden();
    assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
    page.pdf(new Page.PdfOptions().setPath(PICTURES.resolve("shop.pdf")).setFormat("A4"));
  }

  /** A million findings make a page that opens as fast as any. */
  @Test
  void page_ofManyFindings_opensAndFilters() throws IOException {
    Page page = open(Samples.large(200_000), options(1280));

    page.locator("#text").fill("scarf number");
    assertThat(page.locator("#shown")).containsText(" of ");
    picture(page, "large");
    assertThat(complaints).isEmpty();
  }

  private static Browser.NewContextOptions options(int width) {
    return new Browser.NewContextOptions()
        .setViewportSize(width, width < 700 ? 740 : 900)
        .setTimezoneId("UTC")
        .setAcceptDownloads(true);
  }

  private Page open(AuditReport audit, Browser.NewContextOptions options) throws IOException {
    Path file = temp.resolve("report.html");
    ReportFiles.of(List.of(new ReportFiles.Target(file, HtmlReport.beside("findings.csv"))))
        .write(audit);
    BrowserContext opened = Objects.requireNonNull(browser).newContext(options);
    context = opened;
    opened.setDefaultTimeout(20_000);
    Page page = opened.newPage();
    String address = file.toUri().toString();
    page.onConsoleMessage(message -> complaints.add("console: " + message.text()));
    page.onPageError(error -> complaints.add("error: " + error));
    page.onDialog(
        dialog -> {
          complaints.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(
        request -> {
          String url = request.url();
          if (!url.equals(address) && !url.startsWith("data:") && !url.startsWith("blob:")) {
            complaints.add("request: " + url);
          }
        });
    page.navigate(address);
    return page;
  }

  private static int widthOf(Page page) {
    return ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  /** What keeps people with a screen reader, a keyboard or weak eyes out. */
  private static List<?> seriousFaults(Page page) throws IOException {
    page.evaluate(AxeBuilder.getAxeScript());
    Object faults =
        page.evaluate(
            """
            async () => (await axe.run()).violations
                .filter(fault => ["serious", "critical"].includes(fault.impact))
                .map(fault => fault.id + ": " + fault.nodes.slice(0, 3).map(node => node.html + " " + node.failureSummary).join("; "))
            """);
    return (List<?>) faults;
  }
}
