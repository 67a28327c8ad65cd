package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.http.Routes.Open;
import dev.crossfade.console.http.Routes.Route;
import dev.crossfade.deploy.gateway.RawAdmin.Answer;
import dev.crossfade.deploy.gateway.RawAdmin.Session;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every path of the admin port, asked with every kind of credential. A path that is added later is
 * walked as well; one that is open to everybody has to be added here by hand.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminWalkTest {
  private static final List<Open> OPEN =
      List.of(
          new Open(HttpMethod.GET, "/healthz"),
          new Open(HttpMethod.GET, "/readyz"),
          new Open(HttpMethod.GET, "/login"),
          new Open(HttpMethod.POST, "/login"),
          new Open(HttpMethod.GET, "/assets/:hash/:name"));

  @TempDir static Path folder;
  private RunningGateway running;
  private RawAdmin admin;

  @BeforeAll
  void start() throws Exception {
    running =
        RunningGateway.in(
            folder,
            gateway ->
                gateway
                    .config("25%")
                    .replace("\"127.0.0.1:0\" }", "\"127.0.0.1:0\", " + RawAdmin.TOKENS + " }"));
    admin = new RawAdmin(running.gateway().adminPort());
  }

  @AfterAll
  void stop() {
    running.close();
  }

  /** How somebody may show who they are, and what comes of it. */
  enum Credential {
    NONE(_ -> 401),
    BAD_BEARER(_ -> 401),
    BAD_SESSION(_ -> 401),
    ENDED_SESSION(_ -> 401),
    VIEWER_BEARER(route -> route.role() == Role.VIEWER ? 0 : 403),
    OPERATOR_BEARER(_ -> 0),
    VIEWER_SESSION(route -> route.role() == Role.VIEWER ? 0 : 403),
    OPERATOR_SESSION(_ -> 0),
    OPERATOR_SESSION_WITHOUT_CSRF(route -> route.method().equals(HttpMethod.GET) ? 0 : 403),
    OPERATOR_SESSION_WITH_ANOTHERS_CSRF(route -> route.method().equals(HttpMethod.GET) ? 0 : 403);

    /** The status; 0: whatever the path itself has to say. */
    @SuppressWarnings("ImmutableEnumChecker") // none of the functions has anything of its own
    private final Function<Route, Integer> expected;

    Credential(Function<Route, Integer> expected) {
      this.expected = expected;
    }

    String[] headers(RawAdmin admin) throws IOException {
      return switch (this) {
        case NONE -> new String[0];
        case BAD_BEARER -> bearer("operator-91e7c2d84ab0f357");
        case BAD_SESSION -> new String[] {"Cookie", "cf_console=" + "A".repeat(43)};
        case ENDED_SESSION -> {
          Session session = admin.session(RawAdmin.OPERATOR);
          assertThat(admin.post("/logout", "", shown(session)).status()).isEqualTo(303);
          yield shown(session);
        }
        case VIEWER_BEARER -> bearer(RawAdmin.VIEWER);
        case OPERATOR_BEARER -> bearer(RawAdmin.OPERATOR);
        case VIEWER_SESSION -> shown(admin.session(RawAdmin.VIEWER));
        case OPERATOR_SESSION -> shown(admin.session(RawAdmin.OPERATOR));
        case OPERATOR_SESSION_WITHOUT_CSRF ->
            new String[] {"Cookie", admin.session(RawAdmin.OPERATOR).cookie()};
        case OPERATOR_SESSION_WITH_ANOTHERS_CSRF ->
            shown(
                new Session(
                    admin.session(RawAdmin.OPERATOR).cookie(),
                    admin.session(RawAdmin.OPERATOR).csrf()));
      };
    }

    private static String[] bearer(String token) {
      return new String[] {"Authorization", "Bearer " + token};
    }

    private static String[] shown(Session session) {
      return new String[] {"Cookie", session.cookie(), "X-CSRF-Token", session.csrf()};
    }
  }

  @ParameterizedTest(name = "{0} with {1}")
  @MethodSource("walk")
  void path_asked_answersWhoMayHaveIt(Route route, Credential credential) throws Exception {
    Answer answer =
        admin.ask(route.method().name(), concrete(route.path()), "{}", credential.headers(admin));

    int expected = credential.expected.apply(route);
    if (expected == 0) {
      assertThat(answer.status()).isNotIn(401, 403, 429, 500);
    } else {
      assertThat(answer.status()).isEqualTo(expected);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }
    assertSafe(answer);
  }

  private static Stream<Arguments> walk() {
    return AdminPaths.all().stream()
        .flatMap(
            route ->
                Stream.of(Credential.values()).map(credential -> Arguments.of(route, credential)));
  }

  /** A browser is led to the form, and knows where it wanted to go. */
  @ParameterizedTest
  @MethodSource("pages")
  void page_askedByABrowserThatIsNotLoggedIn_leadsToTheForm(Route route) throws Exception {
    Answer answer = admin.get(concrete(route.path()) + "?a=b", "Accept", "text/html,*/*;q=0.8");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("location")).startsWith("/login?to=%2F").endsWith("%3Fa%3Db");
    assertThat(answer.body()).isEmpty();
    assertSafe(answer);
  }

  private static Stream<Route> pages() {
    return AdminPaths.all().stream()
        .filter(route -> route.method().equals(HttpMethod.GET))
        .filter(route -> !route.path().startsWith("/api/"))
        .filter(route -> !route.path().equals("/logout")); // nobody wants to come back to that
  }

  @Test
  void pathsThatEverybodyMayHave_areTheseOnly() {
    assertThat(AdminPaths.opened()).isSubsetOf(OPEN);
  }

  @ParameterizedTest
  @MethodSource("open")
  void pathThatEverybodyMayHave_isSafeToShow(Open open) throws Exception {
    Answer answer = admin.ask(open.method().name(), concrete(open.path()), "to=%2F", RawAdmin.FORM);

    assertThat(answer.status()).isNotIn(401, 403, 500);
    assertSafe(answer);
  }

  private static Stream<Open> open() {
    return OPEN.stream();
  }

  @ParameterizedTest
  @MethodSource("open")
  void pathOfTheAdminPort_onTheShopsPort_isTheShops(Open open) throws Exception {
    assertThat(running.get(running.shop(concrete(open.path()))).headers().firstValue("x-served-by"))
        .hasValueSatisfying(shop -> assertThat(shop).isIn("legacy", "next"));
  }

  @ParameterizedTest
  @MethodSource("viewed")
  void viewedPathOfTheAdminPort_onTheShopsPort_isTheShops(Route route) throws Exception {
    assertThat(
            running.get(running.shop(concrete(route.path()))).headers().firstValue("x-served-by"))
        .hasValueSatisfying(shop -> assertThat(shop).isIn("legacy", "next"));
  }

  /** Another way to look: it must not be a way around. */
  @ParameterizedTest
  @MethodSource("viewed")
  void headOfAPath_withoutACredential_isRefused(Route route) throws Exception {
    Answer answer = admin.ask("HEAD", concrete(route.path()), "");

    assertThat(answer.status()).isEqualTo(401);
    assertSafe(answer);
  }

  private static Stream<Route> viewed() {
    return AdminPaths.all().stream().filter(route -> route.method().equals(HttpMethod.GET));
  }

  private static void assertSafe(Answer answer) {
    assertThat(answer.header("content-security-policy"))
        .contains("default-src 'none'")
        .contains("script-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(answer.header("referrer-policy")).isEqualTo("same-origin");
    assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
    assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(answer.headers()).doesNotContainKeys("access-control-allow-origin", "server");
  }

  private static String concrete(String path) {
    return path.replaceAll(":[A-Za-z]+", "x");
  }
}
