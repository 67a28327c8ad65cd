package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpServer;
import dev.crossfade.deploy.browser.ConsoleBrowser;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logging in as people do, and what pages of others can do meanwhile, in a real browser. */
class LoginBrowserTest {
  private static final int DESK = 1280;
  private static final int PHONE = 360;

  @TempDir Path folder;
  private RunningGateway running;
  private ConsoleBrowser browser;
  private HttpServer elsewhere;

  @BeforeEach
  void start() throws Exception {
    browser = ConsoleBrowser.launch();
    running = RunningGateway.in(folder);
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    elsewhere.start();
  }

  @AfterEach
  void stop() {
    elsewhere.stop(0);
    running.close();
    browser.close();
  }

  private void requireTokens() throws Exception {
    running.write(
        running
            .config("25%")
            .replace("\"127.0.0.1:0\" }", "\"127.0.0.1:0\", " + RawAdmin.TOKENS + " }"));
    running.gateway().reload("test");
  }

  /** A page on another port, and by the other name of this machine: another site. */
  private URI pageOfOthers(String html) {
    byte[] body = ("<!doctype html><title>others</title>" + html).getBytes(UTF_8);
    elsewhere.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    return URI.create("http://localhost:" + elsewhere.getAddress().getPort() + "/");
  }

  private static void login(Page page, String token) {
    page.getByLabel("Token").fill(token);
    page.keyboard().press("Enter");
  }

  @Test
  void page_forSomebodyWithAToken_isShownAfterLoggingInAndNotAfterLoggingOut() throws Exception {
    requireTokens();
    BrowserContext somebody = browser.somebody(DESK, ColorScheme.LIGHT);
    Page page = browser.open(somebody, running.admin("/rollouts?from=link"));
    page.waitForURL("**/login?to=*");
    browser.assertFit(page, "login-1280-light");
    assertThat(page.evaluate("document.activeElement.name")).isEqualTo("token");

    login(page, "mistyped");
    assertThat(page.getByRole(AriaRole.ALERT).textContent()).contains("none of the tokens");
    browser.forgive(); // the browser tells of the 401 itself
    browser.assertFit(page, "login-wrong-1280-light");
    login(page, RawAdmin.OPERATOR);
    page.waitForURL("**/rollouts?from=link");

    Cookie cookie = somebody.cookies().getFirst();
    assertThat(cookie.name).isEqualTo("cf_console");
    assertThat(cookie.httpOnly).isTrue();
    assertThat(page.evaluate("document.cookie")).isEqualTo("");
    page.locator("form[action='/logout'] button").first().click();
    page.waitForURL("**/login");
    page.goBack();
    page.waitForURL("**/login?to=*");
  }

  @Test
  void form_onAPhoneInTheDark_fits() throws Exception {
    requireTokens();
    Page page =
        browser.open(
            browser.somebody(PHONE, ColorScheme.DARK), running.admin("/login?to=/rollouts"));

    browser.assertFit(page, "login-360-dark");
  }

  @Test
  void form_withoutScripts_works() throws Exception {
    requireTokens();
    Page page = browser.open(browser.withoutScripts(), running.admin("/rollouts"));

    login(page, RawAdmin.VIEWER);

    page.waitForURL("**/rollouts");
    assertThat(page.content()).contains("seo-team");
  }

  /** The browser holds the cookie back at first, and nobody notices. */
  @Test
  void link_onAnotherSite_leadsToThePageWithoutLoggingInAgain() throws Exception {
    requireTokens();
    BrowserContext somebody = browser.somebody(DESK, ColorScheme.LIGHT);
    Page page = browser.open(somebody, running.admin("/login?to=%2Frollouts"));
    login(page, RawAdmin.VIEWER);
    page.waitForURL("**/rollouts");

    page.navigate(
        pageOfOthers("<a href='" + running.admin("/rollouts?from=chat") + "'>see</a>").toString());
    page.getByText("see").click();
    page.waitForURL("**/rollouts?from=chat");

    page.waitForSelector("text=seo-team");
    assertThat(page.title()).contains("Rollouts");
  }

  /** What worked against local services before: a form that posts what looks like JSON. */
  @Test
  void form_ofAnotherSite_doesNothingWithoutTokens() throws Exception {
    String form =
        """
        <form method=post enctype=text/plain action=%s><input name='{"reason":"' value='"}'><button>win</button></form>
        """
            .formatted(running.admin("/api/v1/config/reload"));
    Page page = browser.open(browser.somebody(DESK, ColorScheme.LIGHT), pageOfOthers(form));

    Response answer =
        page.waitForResponse(
            response -> response.url().endsWith("/reload"), () -> page.getByText("win").click());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(running.json("/api/v1/config").path("version").asInt()).isEqualTo(1);
  }

  /** A script of another port: the browser sends what it may without asking us, and is refused. */
  @Test
  void script_ofAnotherPort_doesNothingAndReadsNothing() throws Exception {
    Page page = browser.open(browser.somebody(DESK, ColorScheme.LIGHT), pageOfOthers(""));

    Object read =
        page.evaluate(
            """
            async ([status, reload]) => {
              const told = [];
              for (const [url, with_] of [[status, {}], [reload, {method: "POST", body: "{}"}],
                  [reload, {method: "POST", headers: {"x-csrf-token": "a"}}]])
                told.push(await fetch(url, with_).then(a => a.status, () => "refused"));
              await fetch(reload, {method: "POST", mode: "no-cors", body: "{}"}).catch(() => {});
              return told;
            }
            """,
            List.of(
                running.admin("/api/v1/status").toString(),
                running.admin("/api/v1/config/reload").toString()));

    assertThat((List<?>) read).isEqualTo(List.of("refused", "refused", "refused"));
    assertThat(running.json("/api/v1/config").path("version").asInt()).isEqualTo(1);
  }

  /** A cookie that only TLS can set is one that browsers take. */
  @Test
  void login_overTls_keepsASession() throws Exception {
    X509Bundle bundle =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=admin")
            .setIsCertificateAuthority(true)
            .addSanIpAddress("127.0.0.1")
            .buildSelfSigned();
    Path cert = Files.writeString(folder.resolve("admin.pem"), bundle.getCertificatePathPEM());
    Path key = Files.writeString(folder.resolve("admin.key"), bundle.getPrivateKeyPEM());
    running.write(
        running
            .config("25%")
            .replace(
                "\"127.0.0.1:0\" }",
                "\"127.0.0.1:0\", tls: { cert: %s, key: %s }, %s }"
                    .formatted(cert, key, RawAdmin.TOKENS)));
    running.restart();
    BrowserContext somebody = browser.somebody(DESK, ColorScheme.DARK);
    URI admin = URI.create("https://127.0.0.1:" + running.gateway().adminPort() + "/rollouts");
    Page page = browser.open(somebody, admin);

    login(page, RawAdmin.OPERATOR);
    page.waitForURL("**/rollouts");

    Cookie cookie = somebody.cookies().getFirst();
    assertThat(cookie.name).isEqualTo("__Host-cf_console");
    assertThat(cookie.secure).isTrue();
    assertThat(page.content()).contains("ops");
    browser.assertFit(page, "rollouts-tls-1280-dark");
  }
}
