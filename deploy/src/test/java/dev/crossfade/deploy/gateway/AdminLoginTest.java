package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.deploy.gateway.RawAdmin.Answer;
import dev.crossfade.deploy.gateway.RawAdmin.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Browsers that log in, and whoever tries tokens. */
class AdminLoginTest {
  private static final String STATUS = "/api/v1/status";
  private static final String RELOAD = "/api/v1/config/reload";
  private static final String NO_TOKENS = "\"127.0.0.1:0\" }";

  @TempDir Path folder;
  private RunningGateway running;
  private RawAdmin admin;

  @BeforeEach
  void start() throws Exception {
    running = RunningGateway.in(folder);
    admin = new RawAdmin(running.gateway().adminPort());
    configure(RawAdmin.TOKENS);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void configure(String tokens) throws IOException {
    running.write(running.config("25%").replace(NO_TOKENS, "\"127.0.0.1:0\", " + tokens + " }"));
    running.gateway().reload("test");
  }

  @Test
  void login_withATokenOfTheConfiguration_givesASessionAndLeadsOn() throws Exception {
    Answer answer =
        admin.post("/login", "to=%2Frollouts%3Fa%3Db&token=" + RawAdmin.VIEWER, RawAdmin.FORM);

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).isEqualTo("/rollouts?a=b");
    assertThat(answer.header("set-cookie"))
        .matches("cf_console=[A-Za-z0-9_-]{43}; Path=/; HTTPOnly; SameSite=Strict");
    assertThat(admin.get(STATUS, "Cookie", answer.cookie()).status()).isEqualTo(200);
  }

  /** Something in front speaks TLS: then no cookie may ever travel without it. */
  @Test
  void login_behindTls_givesACookieForTlsAlone() throws Exception {
    configure("behindTls: true, " + RawAdmin.TOKENS);

    Answer answer = admin.login(RawAdmin.VIEWER);

    assertThat(answer.header("set-cookie"))
        .matches("__Host-cf_console=[A-Za-z0-9_-]{43}; Path=/; Secure; HTTPOnly; SameSite=Strict");
    assertThat(admin.get(STATUS, "Cookie", answer.cookie()).status()).isEqualTo(200);
    assertThat(admin.get(STATUS, "Cookie", answer.cookie().replace("__Host-", "")).status())
        .as("a cookie that something without TLS could have set")
        .isEqualTo(401);
  }

  @Test
  void login_twice_endsTheFirstSession() throws Exception {
    Session first = admin.session(RawAdmin.VIEWER);

    Answer second = admin.login(RawAdmin.VIEWER, "Cookie", first.cookie());

    assertThat(admin.get(STATUS, "Cookie", first.cookie()).status()).isEqualTo(401);
    assertThat(admin.get(STATUS, "Cookie", second.cookie()).status()).isEqualTo(200);
  }

  /** A session that an attacker knows must not become somebody else's. */
  @Test
  void login_withACookieFromElsewhere_givesAnotherId() throws Exception {
    String planted = "cf_console=" + "A".repeat(43);

    Answer answer = admin.login(RawAdmin.OPERATOR, "Cookie", planted);

    assertThat(answer.cookie()).isNotEqualTo(planted);
    assertThat(admin.get(STATUS, "Cookie", planted).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "//evil.example",
    "/%5Cevil.example",
    "https%3A%2F%2Fevil.example",
    "%2F%09%2Fevil.example",
    "javascript%3Aalert(1)",
    "/%0D%0ASet-Cookie%3A%20a%3Db",
  })
  void login_thatIsToLeadElsewhere_leadsToTheFirstPage(String to) throws Exception {
    Answer answer = admin.post("/login", "to=" + to + "&token=" + RawAdmin.VIEWER, RawAdmin.FORM);

    assertThat(answer.header("location")).isEqualTo("/");
    assertThat(answer.headers().get("set-cookie")).hasSize(1);
  }

  @Test
  void form_showsNothingOfTheLinkAsMarkup() throws Exception {
    Answer answer = admin.get("/login?to=/%22%3E%3Cscript%3E", "Accept", "text/html");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("\"><script>").contains("type=\"password\"");
  }

  @Test
  void form_forWhoIsLoggedIn_leadsOn() throws Exception {
    Session session = admin.session(RawAdmin.VIEWER);

    Answer answer = admin.get("/login?to=/config", "Cookie", session.cookie());

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).isEqualTo("/config");
  }

  @Test
  void login_madeByAPageOfOthers_isRefused() throws Exception {
    Answer answer = admin.login(RawAdmin.VIEWER, "Origin", "https://evil.example");

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers()).doesNotContainKey("set-cookie");
  }

  @Test
  void login_ofMoreThanAToken_isTooLarge() throws Exception {
    Answer answer = admin.login("x".repeat(20_000));

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void logout_endsTheSessionAndTakesTheCookieBack() throws Exception {
    Session session = admin.session(RawAdmin.OPERATOR);

    Answer answer =
        admin.post(
            "/logout",
            "csrf=" + session.csrf(),
            RawAdmin.with(RawAdmin.FORM, "Cookie", session.cookie()));

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("set-cookie")).startsWith("cf_console=;").contains("Max-Age=0");
    assertThat(admin.get(STATUS, "Cookie", session.cookie()).status()).isEqualTo(401);
  }

  @Test
  void logout_madeByAPageOfOthers_endsNothing() throws Exception {
    Session session = admin.session(RawAdmin.OPERATOR);

    assertThat(admin.post("/logout", "", "Cookie", session.cookie()).status()).isEqualTo(403);
    assertThat(admin.get(STATUS, "Cookie", session.cookie()).status()).isEqualTo(200);
  }

  /** The cookie of a form's field or a script's header: either will do. */
  @Test
  void order_ofASession_isTakenWithItsCsrf() throws Exception {
    Session session = admin.session(RawAdmin.OPERATOR);
    String ours = "http://127.0.0.1:" + admin.port();

    Answer answer =
        admin.post(
            RELOAD,
            "{\"reason\":\"by hand\"}",
            "Cookie",
            session.cookie(),
            "X-CSRF-Token",
            session.csrf(),
            "Origin",
            ours,
            "Sec-Fetch-Site",
            "same-origin");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("\"actor\":\"ops\"").contains("by hand");
  }

  /** Whoever has the cookie but is another page: other ports of a host are the same site. */
  @ParameterizedTest
  @CsvSource({"http://127.0.0.1:3000, same-site", "http://evil.example, cross-site", ", same-site"})
  void order_ofAPageOfOthers_isRefusedWithCookieAndCsrf(String origin, String site)
      throws Exception {
    Session session = admin.session(RawAdmin.OPERATOR);
    String[] headers = {
      "Cookie", session.cookie(), "X-CSRF-Token", session.csrf(), "Sec-Fetch-Site", site
    };

    Answer answer =
        admin.post(RELOAD, "", origin == null ? headers : RawAdmin.with(headers, "Origin", origin));

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void token_thatLeavesTheConfiguration_opensNothingMore() throws Exception {
    Session session = admin.session(RawAdmin.OPERATOR);

    configure(RawAdmin.TOKENS.replace(RawAdmin.sha256(RawAdmin.OPERATOR), "ab".repeat(32)));

    assertThat(admin.get(STATUS, "Cookie", session.cookie()).status()).isEqualTo(401);
    assertThat(admin.get(STATUS, "Authorization", "Bearer " + RawAdmin.OPERATOR).status())
        .isEqualTo(401);
    assertThat(admin.get(STATUS, "Authorization", "Bearer " + RawAdmin.VIEWER).status())
        .isEqualTo(200);
  }

  /** Events go on for days: whoever has no right to them any more must not be told them. */
  @Test
  void events_endWithTheTokenAndWithTheSession() throws Exception {
    Session session = admin.session(RawAdmin.VIEWER);
    try (RawAdmin.Stream byToken =
            admin.stream("/api/v1/events", "Authorization", "Bearer " + RawAdmin.OPERATOR);
        RawAdmin.Stream bySession = admin.stream("/api/v1/events", "Cookie", session.cookie());
        RawAdmin.Stream others =
            admin.stream("/api/v1/events", "Authorization", "Bearer " + RawAdmin.VIEWER)) {
      admin.post("/logout", "", "Cookie", session.cookie(), "X-CSRF-Token", session.csrf());
      bySession.awaitEnd();

      configure(RawAdmin.TOKENS.replace(RawAdmin.sha256(RawAdmin.OPERATOR), "ab".repeat(32)));
      byToken.awaitEnd();

      assertThat(others.hasEnded()).isFalse();
    }
  }

  /** Who gives the order that ends their own right to give it is told what came of it. */
  @Test
  void order_thatTakesItsOwnTokenAway_isAnswered() throws Exception {
    running.write(
        running
            .config("25%")
            .replace(
                NO_TOKENS,
                "\"127.0.0.1:0\", "
                    + RawAdmin.TOKENS.replace(RawAdmin.sha256(RawAdmin.OPERATOR), "ab".repeat(32))
                    + " }"));

    Answer answer = admin.post(RELOAD, "", "Authorization", "Bearer " + RawAdmin.OPERATOR);

    assertThat(answer.status()).isIn(200, 401); // the watch over the file may have been first
    assertThat(admin.get(STATUS, "Authorization", "Bearer " + RawAdmin.OPERATOR).status())
        .isEqualTo(401);
  }

  @Test
  void token_thatBecomesAViewers_isOneAtOnce() throws Exception {
    Session session = admin.session(RawAdmin.OPERATOR);

    configure(RawAdmin.TOKENS.replace("operator", "viewer"));

    assertThat(admin.get(STATUS, "Cookie", session.cookie()).status()).isEqualTo(200);
    assertThat(
            admin
                .post(RELOAD, "", "Cookie", session.cookie(), "X-CSRF-Token", session.csrf())
                .status())
        .isEqualTo(403);
  }

  @Test
  void guesses_byTheForm_haveToWaitLongerAndLonger() throws Exception {
    for (int i = 1; i < 5; i++) {
      assertThat(guess("127.9.0.1").status()).isEqualTo(401);
    }
    Answer fifth = guess("127.9.0.1");

    assertThat(fifth.status()).isEqualTo(429);
    assertThat(fifth.header("retry-after")).isEqualTo("1");
    assertThat(login("127.9.0.1", RawAdmin.VIEWER).status())
        .as("even a good one, while it waits")
        .isEqualTo(429);
    assertThat(login("127.9.0.2", RawAdmin.VIEWER).status()).as("from elsewhere").isEqualTo(303);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> login("127.9.0.1", RawAdmin.VIEWER).status() == 303);
  }

  /** Somebody's guesses must not keep an operator's program from rolling back. */
  @Test
  void guesses_ofBearers_waitAndKeepNobodyOut() throws Exception {
    for (int i = 1; i < 12; i++) {
      bearer("127.9.0.3", "guess-" + i);
    }
    Answer guess = bearer("127.9.0.3", "guess");

    assertThat(guess.status()).isEqualTo(429);
    assertThat(Integer.parseInt(guess.header("retry-after"))).isGreaterThan(60);
    assertThat(bearer("127.9.0.3", RawAdmin.OPERATOR).status()).isEqualTo(200);
    assertThat(login("127.9.0.3", RawAdmin.OPERATOR).status()).as("by the form").isEqualTo(429);
  }

  private Answer guess(String address) throws IOException {
    return login(address, "guess");
  }

  private Answer login(String address, String token) throws IOException {
    return admin.from(address, "POST", "/login", "token=" + token, RawAdmin.FORM);
  }

  private Answer bearer(String address, String token) throws IOException {
    return admin.from(address, "GET", STATUS, "", "Authorization", "Bearer " + token);
  }

  /** A link in a chat: the browser holds the cookie back, so it is made to ask again by itself. */
  @Test
  void page_aForeignLinkLeadsTo_asksAgainBeforeTheForm() throws Exception {
    String[] link = {
      "Accept",
      "text/html",
      "Sec-Fetch-Site",
      "cross-site",
      "Sec-Fetch-Mode",
      "navigate",
      "Sec-Fetch-Dest",
      "document"
    };

    Answer answer = admin.get("/rollouts?a=b", link);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("http-equiv=\"refresh\" content=\"0; url=/rollouts?a=b\"");
  }
}
