package dev.crossfade.deploy.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Debian's Chromium with pages of the console in it, as people have them. Whatever a page complains
 * about in the browser's console, and whatever it asks of another origin, is kept: {@link
 * #assertFit} fails by it. Pictures are in target/screenshots. One thread, as Playwright wants it.
 */
public final class ConsoleBrowser implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final double PATIENCE_MS = 20_000;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private ConsoleBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Skips the test on a machine without Chromium, but not in CI, which installs it. */
  public static ConsoleBrowser launch() {
    Optional<Path> chromium =
        Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1))
            .map(folder -> Path.of(folder, "chromium"))
            .filter(Files::isExecutable)
            .findFirst();
    if (System.getenv("CI") == null) {
      assumeTrue(chromium.isPresent(), "chromium is not installed (./crossfade test does that)");
    }
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.orElseThrow())
                    .setChromiumSandbox(false)
                    .setArgs(
                        List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new ConsoleBrowser(playwright, browser);
  }

  /** Somebody with a screen of that width, without cookies; times are in UTC. */
  public BrowserContext somebody(int width, ColorScheme colour) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, width < 700 ? 740 : 900)
                .setColorScheme(colour)
                .setTimezoneId("UTC")
                .setIgnoreHTTPSErrors(true)
                .setAcceptDownloads(true));
    context.setDefaultTimeout(PATIENCE_MS);
    context.setDefaultNavigationTimeout(PATIENCE_MS);
    return context;
  }

  /** Somebody whose browser runs no scripts. */
  public BrowserContext withoutScripts() {
    return browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
  }

  /** Opens a page for somebody and listens to its complaints from now on. */
  public Page open(BrowserContext somebody, URI address) {
    Page page = somebody.newPage();
    page.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> complaints.add("uncaught: " + error));
    page.onRequest(
        request -> {
          URI url = URI.create(request.url());
          boolean ours = Objects.equals(url.getAuthority(), address.getAuthority());
          if (!ours && !List.of("data", "blob").contains(url.getScheme())) {
            complaints.add("request to another origin: " + url);
          }
        });
    Response response = page.navigate(address.toString());
    assertThat(response).as("%s", address).isNotNull();
    return page;
  }

  /** What pages complained about so far. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Forgets complaints that a test provoked, such as of an answer 409. */
  public void forgive() {
    complaints.clear();
  }

  /** Keeps a picture of the whole page. */
  public void picture(Page page, String name) {
    try {
      Files.createDirectories(PICTURES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  /**
   * Keeps a picture and asserts that the page fits its screen, that axe finds nothing serious, and
   * that nothing complained.
   */
  public void assertFit(Page page, String name) {
    picture(page, name);
    int width = page.viewportSize().width;
    assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
        .as("width of the content of %s", name)
        .isLessThanOrEqualTo(width);
    assertThat(seriousFaults(page)).as("what axe finds on %s", name).isEmpty();
    assertThat(complaints).as("complaints of %s", name).isEmpty();
  }

  /** What keeps people with a screen reader, a keyboard or weak eyes out. */
  private static List<?> seriousFaults(Page page) {
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

  @Override
  public void close() {
    playwright.close();
  }
}
