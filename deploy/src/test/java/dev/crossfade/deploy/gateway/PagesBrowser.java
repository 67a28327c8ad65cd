package dev.crossfade.deploy.gateway;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import java.util.ArrayList;
import java.util.List;

/** Pages of a gateway in a browser whose stream of events stays silent: they are as they came. */
final class PagesBrowser implements AutoCloseable {
  private final ConsoleBrowser browser;
  private final RunningGateway running;
  private final List<BrowserContext> people = new ArrayList<>();

  PagesBrowser(ConsoleBrowser browser, RunningGateway running) {
    this.browser = browser;
    this.running = running;
  }

  Page open(String path, int width, ColorScheme colour) {
    BrowserContext somebody = browser.somebody(width, colour);
    people.add(somebody);
    somebody.route(
        "**/api/v1/events",
        route ->
            route.fulfill(
                new Route.FulfillOptions()
                    .setContentType("text/event-stream")
                    .setBody(": hush\n\n")));
    return browser.open(somebody, running.admin(path));
  }

  /** Looks at a page as it is on screens and at night, and keeps pictures. */
  void assertFit(String path, String name) {
    for (int width : new int[] {1280, 360}) {
      for (ColorScheme colour : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page page = open(path, width, colour);
        page.evaluate("document.querySelectorAll('details').forEach(all => { all.open = true; })");
        browser.assertFit(page, name + "-" + width + "-" + colour);
        people.remove(page.context());
        leave(page.context());
      }
    }
  }

  /** A page asks for its events again and again; what it asked while it closed would go wrong. */
  private static void leave(BrowserContext somebody) {
    somebody.pages().forEach(page -> page.navigate("about:blank"));
    somebody.close();
  }

  @Override
  public void close() {
    people.forEach(PagesBrowser::leave);
    browser.forgive();
  }
}
