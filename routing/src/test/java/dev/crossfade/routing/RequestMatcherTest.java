package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.config.model.Match;
import dev.crossfade.config.value.PathPattern;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestMatcherTest {
  private static final Match ANYTHING =
      new Match(List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), List.of());
  private static final TestHead HOME = TestHead.get("/");

  @ParameterizedTest
  @MethodSource
  void matches_whatIsWritten_isTrue(Match match, TestHead head) {
    assertThat(RequestMatcher.of(match).matches(head)).isTrue();
  }

  static Stream<Arguments> matches_whatIsWritten_isTrue() {
    return Stream.of(
        argumentSet("nothing is written", ANYTHING, HOME),
        argumentSet("host", host("www.shop.example"), HOME),
        argumentSet("host in another case", host("WWW.Shop.Example"), HOME),
        argumentSet("one host of a list", host("m.shop.example", "www.shop.example"), HOME),
        argumentSet("host below", host("*.shop.example"), HOME),
        argumentSet("host far below", host("*.shop.example"), HOME.host("a.b.shop.example")),
        argumentSet("path", path("/cart"), TestHead.get("/cart?id=7")),
        argumentSet("one path of a list", path("/cart", "/p/*"), TestHead.get("/p/shoe")),
        argumentSet("method", method("GET", "HEAD"), HOME.method("HEAD")),
        argumentSet("header", header("x-staff", "1"), HOME.with("X-Staff", "1")),
        argumentSet("header of any value", header("x-staff", "*"), HOME.with("x-staff", "no")),
        argumentSet("empty header of any value", header("x-staff", "*"), HOME.with("x-staff", "")),
        argumentSet("query", query("utm", "spring"), TestHead.get("/?a=1&utm=spring&b=2")),
        argumentSet("query first", query("utm", "spring"), TestHead.get("/?utm=spring&utm=x")),
        argumentSet("query of any value", query("utm", "*"), TestHead.get("/?utm=x")),
        argumentSet("query without a value", query("preview", "*"), TestHead.get("/?a=1&preview")),
        argumentSet("query with an empty value", query("preview", ""), TestHead.get("/?preview=")),
        argumentSet(
            "query behind a longer name", query("utm", "1"), TestHead.get("/?utm2=0&utm=1")),
        argumentSet("cookie", cookie("group", "vip"), HOME.with("cookie", "a=b; group=vip")),
        argumentSet("cookie of any value", cookie("group", "*"), HOME.with("cookie", "group=x")),
        argumentSet("http", protocol("http"), HOME),
        argumentSet("https", protocol("https"), HOME.overTls()),
        argumentSet("either protocol", protocol("http", "https"), HOME.overTls()));
  }

  @ParameterizedTest
  @MethodSource
  void matches_anythingElse_isFalse(Match match, TestHead head) {
    assertThat(RequestMatcher.of(match).matches(head)).isFalse();
  }

  static Stream<Arguments> matches_anythingElse_isFalse() {
    return Stream.of(
        argumentSet("another host", host("m.shop.example"), HOME),
        argumentSet("no host", host("www.shop.example"), HOME.host("")),
        argumentSet(
            "the domain is not below itself", host("*.shop.example"), HOME.host("shop.example")),
        argumentSet("nothing before the dot", host("*.shop.example"), HOME.host(".shop.example")),
        argumentSet("ends alike", host("*.shop.example"), HOME.host("www.myshop.example")),
        argumentSet("goes on", host("*.shop.example"), HOME.host("www.shop.example.evil")),
        argumentSet("another path", path("/cart"), TestHead.get("/carts")),
        argumentSet("another method", method("GET"), HOME.method("POST")),
        argumentSet("methods have a case", method("GET"), HOME.method("get")),
        argumentSet("no such header", header("x-staff", "*"), HOME),
        argumentSet("another value", header("x-staff", "1"), HOME.with("x-staff", "10")),
        argumentSet("no such parameter", query("utm", "*"), TestHead.get("/?autm=1&utm2=3")),
        argumentSet("no query", query("utm", "*"), HOME),
        argumentSet("another parameter's value", query("utm", "*"), TestHead.get("/?a=utm")),
        argumentSet("another value of it", query("utm", "a"), TestHead.get("/?utm=ab")),
        argumentSet("only the first counts", query("utm", "a"), TestHead.get("/?utm=b&utm=a")),
        argumentSet("no such cookie", cookie("group", "*"), HOME.with("cookie", "groups=1")),
        argumentSet("another cookie's value", cookie("group", "a"), HOME.with("cookie", "group=b")),
        argumentSet("http is not https", protocol("https"), HOME));
  }

  @ParameterizedTest
  @MethodSource
  void matches_oneOfSeveralKeysFails_isFalse(TestHead head) {
    Match match =
        new Match(
            List.of("www.shop.example"),
            List.of(PathPattern.parse("/p/*")),
            List.of("GET"),
            Map.of("x-a", "1", "x-b", "*"),
            Map.of("q", "1"),
            Map.of("c", "1"),
            List.of("https"));

    assertThat(RequestMatcher.of(match).matches(head)).isFalse();
    assertThat(RequestMatcher.of(match).matches(whole())).isTrue();
  }

  static Stream<Arguments> matches_oneOfSeveralKeysFails_isFalse() {
    TestHead whole = whole();
    return Stream.of(
        argumentSet("host", whole.host("m.shop.example")),
        argumentSet("path", with(whole, TestHead.get("/q/1?q=1"))),
        argumentSet("method", whole.method("POST")),
        argumentSet("one of two headers", whole.with("x-a", "2")),
        argumentSet("query", with(whole, TestHead.get("/p/1?q=2"))),
        argumentSet("cookie", whole.with("cookie", "c=2")),
        argumentSet("protocol", overHttp(whole)));
  }

  private static TestHead whole() {
    return TestHead.get("/p/1?q=1")
        .overTls()
        .with("x-a", "1")
        .with("x-b", "2")
        .with("cookie", "c=1");
  }

  private static TestHead overHttp(TestHead head) {
    return new TestHead(
        head.method(), false, head.host(), head.path(), head.query(), head.headers());
  }

  /** All of the one, but the target of the other. */
  private static TestHead with(TestHead head, TestHead target) {
    return new TestHead(
        head.method(), head.secure(), head.host(), target.path(), target.query(), head.headers());
  }

  private static Match host(String... hosts) {
    return new Match(List.of(hosts), List.of(), List.of(), Map.of(), Map.of(), Map.of(), List.of());
  }

  private static Match path(String... paths) {
    List<PathPattern> patterns = Stream.of(paths).map(PathPattern::parse).toList();
    return new Match(List.of(), patterns, List.of(), Map.of(), Map.of(), Map.of(), List.of());
  }

  private static Match method(String... methods) {
    return new Match(
        List.of(), List.of(), List.of(methods), Map.of(), Map.of(), Map.of(), List.of());
  }

  private static Match header(String name, String value) {
    return new Match(
        List.of(), List.of(), List.of(), Map.of(name, value), Map.of(), Map.of(), List.of());
  }

  private static Match query(String name, String value) {
    return new Match(
        List.of(), List.of(), List.of(), Map.of(), Map.of(name, value), Map.of(), List.of());
  }

  private static Match cookie(String name, String value) {
    return new Match(
        List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(name, value), List.of());
  }

  private static Match protocol(String... protocols) {
    return new Match(
        List.of(), List.of(), List.of(), Map.of(), Map.of(), Map.of(), List.of(protocols));
  }
}
