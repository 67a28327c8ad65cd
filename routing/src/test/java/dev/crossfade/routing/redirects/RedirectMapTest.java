package dev.crossfade.routing.redirects;

import static dev.crossfade.routing.redirects.Policies.exact;
import static dev.crossfade.routing.redirects.Policies.pattern;
import static dev.crossfade.routing.redirects.Policies.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Redirect.Policy;
import dev.crossfade.routing.TestHead;
import dev.crossfade.routing.redirects.Scope.Way;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectMapTest {
  private static final Scope NEXT = (_, way) -> way == Way.FORTH;
  private static final Scope LEGACY = (policy, way) -> way == Way.BACK || !policy.reverse();

  private final List<String> problems = new ArrayList<>();

  private RedirectMap map(Policy policy, RedirectRule... rules) {
    RedirectMap map = Policies.map(problems, policy, rules);
    assertThat(problems).isEmpty();
    return map;
  }

  private static @Nullable String ask(RedirectMap map, String target) {
    return ask(map, target, NEXT);
  }

  private static @Nullable String ask(RedirectMap map, String target, Scope scope) {
    Redirection found = map.find(TestHead.get(target), scope);
    return found == null ? null : found.status() + " " + found.location();
  }

  @ParameterizedTest
  @CsvSource({
    "/a,                301 /one",
    "/a?x=1,            301 /one?x=1",
    "/a?id=7,           301 /seven",
    "/%61,              301 /one",
    "/a/,               ",
    "/A,                ",
    "/caf%c3%a9,        301 /coffee",
    "/blog,             ",
    "/blog/,            301 https://blog.shop.example/",
    "/blog/x/y?z=1,     301 https://blog.shop.example/x/y?z=1",
    "/blog//evil.com,   301 https://blog.shop.example/evil.com",
    "/news,             301 /n/",
    "/news/1,           301 /n/1",
    "/newsletter,       ",
    "/product-12.html,  301 /p/12#top",
    "/product-12.html?c=3, 301 /p/12?c=3#top",
    "/product-x.html,   ",
    "/hosted,           301 /here",
    "/unknown,          ",
  })
  void find_withoutScope_answersByPrecedence(String target, @Nullable String answer) {
    RedirectMap map =
        map(
            Policies.ALWAYS,
            pattern(1, "^/product-(\\d+)\\.html$", "/p/$1#top"),
            pattern(2, "^/a$", "/never"),
            prefix(3, "/blog/", "https://blog.shop.example/"),
            prefix(4, "/news", "/n/"),
            exact(5, "/a", "/one"),
            exact(6, "/a?id=7", "/seven"),
            exact(7, "/café", "/coffee"),
            exact(8, "/hosted", "/anywhere"),
            exact(9, "WWW.shop.example:443/hosted", "/here"));

    assertThat(ask(map, target)).isEqualTo(answer);
  }

  /** Archives have such pages; the other address is a part of the path. */
  @Test
  void find_anotherAddressWithinAPath_isAPathAndFollowed() {
    RedirectMap map =
        map(
            Policies.ALWAYS,
            exact(1, "/old", "/web/http://other.example/x"),
            exact(2, "/web/http://other.example/x", "/y"),
            pattern(3, "^/a/(.*)$", "/web/http://$1"));

    assertThat(ask(map, "/old")).isEqualTo("301 /y");
    assertThat(ask(map, "/a/b c".replace(" ", "%20"))).isEqualTo("301 /web/http://b%20c");
  }

  @ParameterizedTest
  @CsvSource({"/Sale, 301 /s", "/sale/, 301 /s", "/SALE/?a=1, 301 /s?a=1", "/below/X, 301 /b/X"})
  void find_looselyCompared_takesCaseAndSlashForNothing(String target, String answer) {
    RedirectMap map = map(Policies.LOOSE, exact(1, "/SALE", "/s"), prefix(2, "/Below/", "/b"));

    assertThat(ask(map, target)).isEqualTo(answer);
  }

  @Test
  void find_queryExact_takesNoOther() {
    RedirectMap map = map(Policies.EXACT, exact(1, "/a", "/one"), exact(2, "/a?b=c", "/two"));

    assertThat(ask(map, "/a")).isEqualTo("301 /one");
    assertThat(ask(map, "/a?b=c")).isEqualTo("301 /two");
    assertThat(ask(map, "/a?b=d")).isNull();
  }

  @Test
  void find_queryDropped_leavesTheTargetAsItIs() {
    RedirectMap map = map(Policies.DROP, exact(1, "/a", "/one?fixed=1#part"));

    assertThat(ask(map, "/a?b=c")).isEqualTo("301 /one?fixed=1#part");
  }

  @Test
  void find_queryPreserved_joinsItBeforeTheFragment() {
    RedirectMap map = map(Policies.ALWAYS, exact(1, "/a", "/one?fixed=1#part"));

    assertThat(ask(map, "/a?b=c")).isEqualTo("301 /one?fixed=1&b=c#part");
  }

  @Test
  void find_policyThatDoesNotHold_isPassedOver() {
    RedirectCompiler compiler = new RedirectCompiler((_, message) -> problems.add(message));
    compiler.add(exact(1, "/a", "/next"), Policies.NEXT);
    compiler.add(exact(2, "/a", "/always"), Policies.ALWAYS);
    RedirectMap map = compiler.compile();

    assertThat(ask(map, "/a")).isEqualTo("301 /next");
    assertThat(ask(map, "/a", (policy, _) -> policy.equals(Policies.ALWAYS)))
        .isEqualTo("301 /always");
  }

  @Test
  void find_gone_says410() {
    assertThat(ask(map(Policies.ALWAYS, exact(1, "/a", "")), "/a")).isEqualTo("410 ");
  }

  /** Everything that a visitor may write into an address that leads to another host. */
  @ParameterizedTest
  @CsvSource({
    "/go//evil.com,     301 /evil.com",
    "/go/%5cevil.com,   301 /%5Cevil.com",
    "/go/\\evil.com,    301 /%5Cevil.com",
    "/shop@evil.com,    ",
    "/shop.evil.com,    ",
    "/shop/x,           301 https://www.shop.example/x",
    "/sub/a.b/c,        301 https://a.b.shop.example/c",
    "/sub/evil.com%2f/c,",
    "/old//evil.com,    301 /evil.com",
    "/line%0d%0aX:y,    301 /l/%0D%0AX:y",
  })
  void find_hostileAddress_neverLeavesTheHostOfTheTarget(String asked, @Nullable String answer) {
    RedirectMap map =
        map(
            Policies.ALWAYS,
            pattern(1, "^/go(.*)$", "/$1"),
            pattern(2, "^/shop(.*)$", "https://www.shop.example$1"),
            pattern(3, "^/sub/(.*)/(.*)$", "https://$1.shop.example/$2"),
            prefix(4, "/old/", "/"),
            pattern(5, "^/line(.*)$", "/l/$1"));

    assertThat(ask(map, asked)).isEqualTo(answer);
  }

  @Test
  void find_urlOfTheVeryPage_isNoRedirect() {
    RedirectMap map = map(Policies.ALWAYS, exact(1, "/a", "https://www.shop.example/a"));

    assertThat(map.find(TestHead.get("/a").overTls(), NEXT)).isNull();
    assertThat(ask(map, "/a")).isEqualTo("301 https://www.shop.example/a");
  }

  @Test
  void find_reversed_leadsBothWays() {
    RedirectMap map =
        map(
            Policies.BACK_AND_FORTH,
            exact(1, "/old", "/new"),
            prefix(2, "/blog/", "/journal/"),
            pattern(3, "^/product-(\\d+)\\.html$", "/p/$1"));

    assertThat(ask(map, "/old")).isEqualTo("301 /new");
    assertThat(ask(map, "/old", LEGACY)).isNull();
    assertThat(ask(map, "/new")).isNull();
    assertThat(ask(map, "/new?a=1", LEGACY)).isEqualTo("302 /old?a=1");
    assertThat(ask(map, "/journal/1", LEGACY)).isEqualTo("302 /blog/1");
    assertThat(ask(map, "/p/12", LEGACY)).isEqualTo("302 /product-12.html");
    assertThat(ask(map, "/p/twelve", LEGACY)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/p-(\\d+)$; /p/$1; expected: ^ and $ around it",
        "^/p-(\\d+)(x|y)$; /p/$1; expected: each group once",
        "^/p-\\d+$; /p; expected: only text and groups",
        "^/p-((a)b)$; /p/$1/$2; no group within a group",
        "^/p-(a)$; https://www.shop.example/$1; expected: a path without query",
      })
  void compile_patternThatCannotBeTurnedRound_isAProblem(
      String pattern, String target, String said) {
    Policies.map(problems, Policies.BACK_AND_FORTH, pattern(4, pattern, target));

    assertThat(problems).singleElement().asString().startsWith("map.csv:4: ").contains(said);
  }

  @Test
  void compile_chain_isFollowed() {
    RedirectMap map =
        map(
            Policies.ALWAYS,
            exact(1, "/a", "/b?x=1#part"),
            exact(2, "/b", "/c"),
            exact(3, "/c", "/blog/d"),
            prefix(4, "/blog/", "/journal/"),
            pattern(5, "^/journal/(.*)$", "/j/$1"),
            exact(6, "/z", "/blog/"));

    assertThat(ask(map, "/a?y=2")).isEqualTo("301 /j/d?x=1&y=2#part");
    assertThat(ask(map, "/b")).isEqualTo("301 /j/d");
    assertThat(ask(map, "/blog/q")).isEqualTo("301 /j/q");
    assertThat(ask(map, "/z")).isEqualTo("301 /j/");
  }

  @Test
  void compile_chainWithATemporaryPart_isTemporary() {
    RedirectMap map =
        map(
            Policies.ALWAYS,
            exact(1, "/a", "/b"),
            Policies.rule(2, exact(2, "/b", "").source(), "/c", 302));

    assertThat(ask(map, "/a")).isEqualTo("302 /c");
  }

  @Test
  void compile_chainOfManyThousand_isFollowedToItsEnd() {
    RedirectRule[] rules = new RedirectRule[50_000];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = exact(i + 1, "/" + i, "/" + (i + 1));
    }

    assertThat(ask(map(Policies.ALWAYS, rules), "/0")).isEqualTo("301 /50000");
  }

  /** On www the second hop is another one, so the first must not lead past it. */
  @Test
  void compile_chainThatDependsOnTheHost_isLeftToTheBrowser() {
    RedirectMap map =
        map(
            Policies.ALWAYS,
            exact(1, "/a", "/b"),
            exact(2, "/b", "/c"),
            exact(3, "www.shop.example/b", "/d"));

    assertThat(ask(map, "/a")).isEqualTo("301 /b");
  }

  @Test
  void compile_ring_namesEveryPlace() {
    Policies.map(
        problems,
        Policies.ALWAYS,
        exact(1, "/in", "/a"),
        exact(2, "/a", "/b"),
        exact(3, "/b", "/c"),
        exact(4, "/c", "/a"));

    assertThat(problems)
        .containsExactly(
            "map.csv:2: leads in a circle: /a (map.csv:2) → /b (map.csv:3) → /c (map.csv:4) → /a"
                + " (expected: an end)");
  }

  @ParameterizedTest
  @CsvSource({
    "/a,      /a,              target: /a is the source itself",
    "/a,      /a?b=1,          target: /a?b=1 is the source itself",
    "x.de/a,  https://x.de/a,  target: https://x.de/a is the source itself",
    "/a,      //evil.com,      target: //evil.com (expected: a path or a URL of http or https)",
    "/a,      javascript:x,    target: javascript:x (expected: a path or a URL of http or https)",
    "/a,      https://u@h/,    target: https://u@h/ (expected: a path or a URL of http or https)",
  })
  void compile_badTarget_isAProblem(String source, String target, String said) {
    Policies.map(problems, Policies.ALWAYS, exact(3, source, target));

    assertThat(problems).singleElement().asString().startsWith("map.csv:3: " + said);
  }

  @Test
  void compile_lineBreakInTarget_isAProblem() {
    Policies.map(problems, Policies.ALWAYS, exact(3, "/a", "/b\r\nSet-Cookie: x=y"));

    assertThat(problems)
        .containsExactly("map.csv:3: target has the control character 0x0d at 3 (expected: none)");
  }

  @Test
  void compile_prefixBelowItself_isAProblem() {
    Policies.map(problems, Policies.ALWAYS, prefix(3, "/a", "/a/new"));

    assertThat(problems).singleElement().asString().contains("lies below /a itself");
  }

  @Test
  void compile_patternThatFindsItsOwnTarget_isAProblem() {
    Policies.map(problems, Policies.ALWAYS, pattern(3, "sale", "/all/sale"));

    assertThat(problems)
        .containsExactly(
            "map.csv:3: leads on and on: sale (map.csv:3) → sale (map.csv:3)"
                + " (expected: a page at the end)");
  }

  @Test
  void describe_entry_saysWhereItIsWritten() {
    RedirectMap map = map(Policies.ALWAYS, exact(1, "/a", "/b"), exact(2, "h.de/x?y", "/z"));

    assertThat(map.describe(1).source()).isEqualTo("h.de/x?y");
    assertThat(map.describe(1).place()).hasToString("map.csv:2");
  }

  @Test
  void size_ofAHundredThousand_isLittleMoreThanTheText() {
    RedirectRule[] rules = new RedirectRule[100_000];
    for (int i = 0; i < rules.length; i++) {
      rules[i] = exact(i + 1, "/old-category-" + i % 500 + "/product-" + i + ".html", "/p/" + i);
    }

    assertThat(map(Policies.ALWAYS, rules).size()).isLessThan(60L * rules.length);
  }
}
