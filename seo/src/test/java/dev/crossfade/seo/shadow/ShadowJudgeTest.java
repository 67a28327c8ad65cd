package dev.crossfade.seo.shadow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two answers to one request, and what is thought of them. */
class ShadowJudgeTest {
  private static final ShadowVerdict SAME = new ShadowVerdict.Same();

  private final ShadowJudge judge = new ShadowJudge();

  private static Reply json(String body) {
    return of("application/json", body);
  }

  private static Reply html(String body) {
    return of("text/html; charset=utf-8", body);
  }

  private static Reply of(String type, String body) {
    return new Reply(200, type, "", "", body.getBytes(UTF_8));
  }

  private static Reply coded(String encoding, byte[] body) {
    return new Reply(200, "application/json", encoding, "", body);
  }

  private static Reply redirect(String location) {
    return new Reply(301, "text/html", "", location, location.getBytes(UTF_8));
  }

  private ShadowVerdict judge(Reply served, Reply shadow) {
    return judge.judge("catalog", "/api/p/1", served, shadow);
  }

  @ParameterizedTest
  @MethodSource
  void judge_saidInOtherWays_isTheSame(Reply served, Reply shadow) {
    assertThat(judge(served, shadow)).isEqualTo(SAME);
    assertThat(judge(shadow, served)).isEqualTo(SAME);
  }

  static Stream<Arguments> judge_saidInOtherWays_isTheSame() throws IOException {
    return Stream.of(
        argumentSet("the same", json("{}"), json("{}")),
        argumentSet(
            "members in another order", json("{\"a\":1,\"b\":2}"), json("{ \"b\": 2, \"a\": 1 }")),
        argumentSet("numbers by value", json("[1, 100, 0.1]"), json("[1.0, 1e2, 0.10]")),
        argumentSet(
            "numbers that no double holds",
            json("12345678901234567890.10"),
            json("12345678901234567890.1")),
        argumentSet("escapes", json("\"ä\""), json("\"\\u00e4\"")),
        argumentSet("another charset", json("\"ä\""), coded("", "\"ä\"".getBytes(UTF_16BE))),
        argumentSet("a problem's type", of("application/problem+json", "{}"), json("{ }")),
        argumentSet("gzip", json("[1]"), coded("gzip", gzip("[1]".getBytes(UTF_8)))),
        argumentSet(
            "deflate", json("[1]"), coded("deflate", deflate("[1]".getBytes(UTF_8), false))),
        argumentSet(
            "bare deflate", json("[1]"), coded("Deflate", deflate("[1]".getBytes(UTF_8), true))),
        argumentSet(
            "other markup",
            html("<title>Shop</title><h1 class=x>Red <b>shoe</b></h1><p>12&nbsp;&euro;"),
            html("<title>Shop</title><section>Red shoe</section><div>12 €</div>")),
        argumentSet(
            "scripts and styles",
            html("<p>a</p><script>token=1</script><style>p{}</style><!-- b -->"),
            html("<p>a</p>")),
        argumentSet("lines in another order", html("<p>a<p>b"), html("<p>b<p>a")),
        argumentSet(
            "latin-1 by its label",
            html("<p>ä"),
            new Reply(200, "text/html;charset=iso-8859-1", "", "", "<p>ä".getBytes(ISO_8859_1))),
        argumentSet("ends of lines", of("text/plain", "a \r\nb"), of("text/plain", "a\nb\n")),
        argumentSet("bytes", of("image/png", "x"), of("image/png", "x")),
        argumentSet("nothing", of("", ""), of("", "")),
        argumentSet(
            "a redirect with and without its host",
            redirect("/new?a=1"),
            redirect("https://shop.example/new?a=1")));
  }

  @ParameterizedTest
  @MethodSource
  void judge_saysSomethingElse_namesThePlace(
      Reply served, Reply shadow, String place, String one, String other) {
    assertThat(judge(served, shadow))
        .isInstanceOfSatisfying(
            ShadowVerdict.BodyDiffers.class,
            verdict ->
                assertThat(verdict.differences())
                    .first()
                    .isEqualTo(new Difference(place, one, other)));
  }

  static Stream<Arguments> judge_saysSomethingElse_namesThePlace() {
    return Stream.of(
        differs("a value", "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}", "$.a.b", "1", "2"),
        differs("an item", "[{\"p\":1},{\"p\":2}]", "[{\"p\":1},{\"p\":3}]", "$[].p", "2", "3"),
        differs("a text for a number", "[1]", "[\"1\"]", "$[]", "1", "\"1\""),
        differs("missing", "{\"a\":1}", "{}", "$.a", "1", "(nothing)"),
        differs("more", "{}", "{\"a\":[1]}", "$.a", "(nothing)", "[1 items]"),
        differs("null is not missing", "{\"a\":null}", "{}", "$.a", "null", "(nothing)"),
        differs("length", "{\"a\":[1]}", "{\"a\":[1,2]}", "$.a[]", "1 items", "2 items"),
        differs("order", "[1,2,3]", "[3,2,1.0]", "$[]", "[3 items]", "the same in another order"),
        differs("another kind", "{}", "[]", "$", "{…}", "[0 items]"),
        argumentSet(
            "a line",
            html("<h1>Shoe</h1><p>12 €"),
            html("<h1>Shoe</h1><p>13 €"),
            "text",
            "12 €",
            "13 €"),
        argumentSet(
            "a line that is gone", html("<p>a<p>b"), html("<p>a"), "text", "b", "(nothing)"),
        argumentSet(
            "a line that comes twice", html("<p>a<p>a"), html("<p>a"), "text", "a", "(nothing)"),
        argumentSet(
            "a title", html("<title>a</title>"), html("<title>b</title>"), "text", "a", "b"),
        argumentSet(
            "HTML for JSON",
            json("{}"),
            html("{}"),
            "content-type",
            "application/json",
            "text/html"),
        argumentSet("no body", json("{}"), json(""), "body", "2 bytes", "0 bytes"),
        argumentSet(
            "bytes", of("image/png", "xx"), of("image/png", "y"), "body", "2 bytes", "1 bytes"),
        argumentSet("a redirect", redirect("/a"), redirect("/b"), "location", "/a", "/b"),
        argumentSet(
            "a redirect to another host",
            redirect("https://a/x"),
            redirect("https://b/x"),
            "location",
            "https://a/x",
            "https://b/x"));
  }

  private static Arguments differs(
      String name, String served, String shadow, String place, String one, String other) {
    return argumentSet(name, json(served), json(shadow), place, one, other);
  }

  @Test
  void judge_statusDiffers_saysSoWhateverTheBody() {
    Reply gone = new Reply(404, "application/json", "br", "", new byte[] {1});

    assertThat(judge(json("{}"), gone)).isEqualTo(new ShadowVerdict.StatusDiffers(200, 404));
  }

  @Test
  void judge_shadowIsBrokenJson_differs() {
    assertThat(judge(json("{}"), json("{\"a\":")))
        .isInstanceOfSatisfying(
            ShadowVerdict.BodyDiffers.class,
            verdict -> assertThat(verdict.differences().getFirst().place()).isEqualTo("$"));
  }

  @ParameterizedTest
  @MethodSource
  void judge_cannotBeRead_isIncomparable(Reply served, Reply shadow, String reason) {
    assertThat(judge(served, shadow))
        .isInstanceOfSatisfying(
            ShadowVerdict.Incomparable.class,
            verdict -> assertThat(verdict.reason()).contains(reason));
  }

  static Stream<Arguments> judge_cannotBeRead_isIncomparable() throws IOException {
    byte[] bomb = gzip(new byte[50 << 20]);
    return Stream.of(
        argumentSet("brotli", json("{}"), coded("br", new byte[] {1}), "content-encoding: br"),
        argumentSet("a bomb", json("{}"), coded("gzip", bomb), "larger than 4MB"),
        argumentSet("no gzip", json("{}"), coded("gzip", new byte[] {1, 2}), "gzip that is none"),
        argumentSet(
            "no deflate", coded("deflate", new byte[] {7, 7}), json("{}"), "deflate that is none"),
        argumentSet("served is broken", json("{"), json("{}"), "JSON that is none"),
        argumentSet("more than one document", json("{} {}"), json("{}"), "JSON that is none"),
        argumentSet("deep", json("[".repeat(500)), json("[]"), "JSON beyond bounds"),
        argumentSet("long number", json("1".repeat(500)), json("1"), "JSON beyond bounds"),
        argumentSet("many lines", html("<p>a".repeat(30_000)), html("b"), "30000 lines"));
  }

  /** Hostile nesting is neither slow nor the end of the thread. */
  @Test
  void judge_deepHtml_isCompared() {
    String deep = "<div>".repeat(100_000);

    assertThat(judge(html(deep + "a"), html("<p>a"))).isEqualTo(SAME);
  }

  @Test
  void judge_hugeDifference_isCountedAndCut() {
    StringBuilder served = new StringBuilder("{");
    for (int i = 0; i < 10_000; i++) {
      served.append("\"k").append(i).append("\":\"").append("v".repeat(100)).append("\",");
    }
    served.append("\"z\":1}");

    assertThat(judge(json(served.toString()), json("{\"z\":1}")))
        .isInstanceOfSatisfying(
            ShadowVerdict.BodyDiffers.class,
            verdict -> {
              assertThat(verdict.count()).isEqualTo(10_000);
              assertThat(verdict.differences()).hasSize(20);
              assertThat(verdict.differences().getFirst().served()).hasSize(81).endsWith("…");
            });
  }

  @ParameterizedTest
  @MethodSource
  void judge_afterAProbe_leavesOutWhatOneStorefrontContradicts(
      Reply probe, Reply again, Reply served, Reply shadow) {
    assertThat(judge(served, shadow)).isInstanceOf(ShadowVerdict.BodyDiffers.class);

    judge.learn("catalog", "/api/p/2", probe, again);

    assertThat(judge(served, shadow)).isEqualTo(SAME);
  }

  static Stream<Arguments> judge_afterAProbe_leavesOutWhatOneStorefrontContradicts() {
    return Stream.of(
        argumentSet(
            "a time",
            json("{\"at\":1}"),
            json("{\"at\":2}"),
            json("{\"at\":7,\"a\":1}"),
            json("{\"at\":9,\"a\":1}")),
        argumentSet(
            "a member of each item",
            json("[{\"at\":1}]"),
            json("[{\"at\":2}]"),
            json("[{\"at\":1},{\"at\":2}]"),
            json("[{\"at\":4},{\"at\":5}]")),
        argumentSet(
            "all of a list whose length flickers",
            json("{\"seen\":[]}"),
            json("{\"seen\":[{\"id\":1}]}"),
            json("{\"seen\":[{\"id\":1}]}"),
            json("{\"seen\":[{\"id\":3}]}")),
        argumentSet(
            "a clock",
            html("<p>at 12:01"),
            html("<p>at 12:02"),
            html("<p>at 14:31"),
            html("<p>at 9:17")),
        argumentSet(
            "a token",
            html("<p>Order 0f3a9b77c1d2e4aa5"),
            html("<p>Order 11aa9b77c1d2e4bb6"),
            html("<p>Order 77aa9b77c1d2e4cc7"),
            html("<p>Order 99aa9b77c1d2e4dd8")));
  }

  @Test
  void judge_afterAProbe_stillSeesAllElse() {
    judge.learn("catalog", "/api/p/2", json("{\"at\":1}"), json("{\"at\":2}"));

    assertThat(judge(json("{\"at\":1,\"a\":1}"), json("{\"at\":2,\"a\":2}")))
        .isEqualTo(new ShadowVerdict.BodyDiffers(List.of(new Difference("$.a", "1", "2")), 1));
  }

  @Test
  void judge_anotherUnitOrTemplate_learntNothing() {
    judge.learn("search", "/api/p/1", json("1"), json("2"));
    judge.learn("catalog", "/api/q/1", json("1"), json("2"));

    assertThat(judge(json("1"), json("2"))).isInstanceOf(ShadowVerdict.BodyDiffers.class);
  }

  @Test
  void judge_longAfterAProbe_countsAgain() {
    judge.learn("catalog", "/api/p/1", json("1"), json("2"));
    for (int i = 0; i < 50; i++) {
      judge.learn("catalog", "/api/p/1", json("1"), json("1"));
    }
    assertThat(judge(json("1"), json("2"))).isEqualTo(SAME);

    for (int i = 0; i < 10; i++) {
      judge.learn("catalog", "/api/p/1", json("1"), json("1"));
    }

    assertThat(judge(json("1"), json("2"))).isInstanceOf(ShadowVerdict.BodyDiffers.class);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] body, boolean bare) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, bare);
        OutputStream deflate = new DeflaterOutputStream(out, deflater)) {
      deflate.write(body);
    }
    return out.toByteArray();
  }
}
