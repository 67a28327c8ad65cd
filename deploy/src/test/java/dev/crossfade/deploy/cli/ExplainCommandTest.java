package dev.crossfade.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.deploy.cli.Commands.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Why a visitor lands where they land, as it is asked on the command line. */
class ExplainCommandTest {
  private static final String SHOP =
      """
      listeners: [ { bind: 127.0.0.1:8080 } ]
      trust: { proxies: [10.0.0.0/8], geoHeader: x-country }
      identity: { userHeader: x-user-id }
      secrets: { cookieKeys: [ { id: k1, value: a key nobody can guess } ] }
      backends:
        legacy: { endpoints: ["http://127.0.0.1:8081"] }
        next: { endpoints: ["http://127.0.0.1:8082"] }
      cohorts:
        staff: { header: { x-staff: "1" } }
        india: { country: [IN] }
        office: { address: [203.0.113.0/24] }
      units:
        - name: checkout
          match: [ { path: /cart/** } ]
          exposure: { percent: 100% }
        - name: orders
          match: [ { path: /c/**, method: [POST] } ]
          send: legacy
        - name: catalog
          match:
            - { host: [www.shop.example], path: [/, "/c/**"] }
          exposure:
            percent: 25%
            rules:
              - { cohort: staff, send: next }
          fallback: { on: [404] }
      pins:
        checkout: { start: { path: /cart/add }, scope: [checkout] }
      crawlers: { verify: { dns: false, ranges: [googlebot.json] } }
      redirects:
        - { file: legacy.csv }
        - { prefix: /old/, to: /c/, when: next, unit: catalog }
      """;

  private static final String GOOGLEBOT =
      "user-agent: Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("crossfade.yaml"), SHOP);
    Files.writeString(folder.resolve("legacy.csv"), "/sale,/c/sale,301\n/gone,,410\n");
    Files.writeString(
        folder.resolve("googlebot.json"), "{\"prefixes\":[{\"ipv4Prefix\":\"66.249.64.0/19\"}]}");
  }

  private Ran explain(String... args) {
    return Commands.run(
        Stream.concat(Stream.of("explain", "-c", file.toString()), Stream.of(args))
            .toArray(String[]::new));
  }

  private JsonNode json(String... args) {
    Ran ran = explain(Stream.concat(Stream.of("--json"), Stream.of(args)).toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.json();
  }

  private static List<String> texts(JsonNode explanation) {
    return explanation.path("trace").valueStream().map(s -> s.path("text").asString()).toList();
  }

  @Test
  void explain_ofAPage_isTheDecisionAndEachStepWithItsLine() {
    Ran ran = explain("--cookie", "cf_id=somebody", "https://www.shop.example/c/sale?x=1#top");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out().replace(folder + "/", ""))
        .isEqualTo(
            """
            legacy serves it
            unit catalog, reason bucket, bucket 9594, exposure 25%

              1. crossfade.yaml:3:1    known by the cookie cf_id
              2. crossfade.yaml:2:1    from a country that nobody knows
              3. crossfade.yaml:17:29  unit orders is passed over: method GET (expected: POST)
              4. crossfade.yaml:21:9   unit catalog matches
              5. crossfade.yaml:25:11  cohort staff does not hold: the rule is passed over
              6. crossfade.yaml:23:7   bucket 9594, and exposure 25% admits 0..2499: legacy
              7. crossfade.yaml:26:5   should it answer 404, next is asked first
            """);
  }

  @Test
  void explain_withJson_isTheSameAsOneDocument() {
    JsonNode answer =
        json("--cookie", "cf_id=somebody", "--country", "in", "https://www.shop.example/c/sale");

    assertThat(answer.propertyNames())
        .containsExactly(
            "action",
            "backend",
            "status",
            "location",
            "unit",
            "cohorts",
            "bucket",
            "exposure",
            "reason",
            "trace");
    assertThat(answer.path("action").asString()).isEqualTo("serve");
    assertThat(answer.path("backend").asString()).isEqualTo("legacy");
    assertThat(answer.path("status").isNull()).isTrue();
    assertThat(answer.path("cohorts").toString()).isEqualTo("[\"india\"]");
    assertThat(answer.path("bucket").asInt()).isEqualTo(9594);
    assertThat(answer.path("exposure").asDouble()).isEqualTo(25);
    JsonNode last = answer.path("trace").get(answer.path("trace").size() - 1);
    assertThat(last.path("path").asString()).isEqualTo("units[2].fallback");
    assertThat(last.path("place").asString()).isEqualTo(file + ":26:5");
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "/sale, redirect, 301, /c/sale, redirect",
    "/gone, gone, 410, , redirect",
    "/c/../admin, reject, 400, , malformed",
    "/c/%2e%2E/admin, reject, 400, , malformed",
    "/elsewhere, serve, , , default",
    "/cart/add, serve, , , bucket"
  })
  void explain_ofAUrl_saysWhatIsDone(
      String path, String action, Integer status, String location, String reason) {
    JsonNode answer = json("https://www.shop.example" + path);

    assertThat(answer.path("action").asString()).isEqualTo(action);
    assertThat(answer.path("status").isNull() ? null : answer.path("status").asInt())
        .isEqualTo(status);
    assertThat(answer.path("location").isNull() ? null : answer.path("location").asString())
        .isEqualTo(location);
    assertThat(answer.path("reason").asString()).isEqualTo(reason);
  }

  @Test
  void explain_ofARedirectInAFile_namesItsLine() {
    JsonNode answer = json("https://www.shop.example/gone");

    assertThat(answer.path("trace").toString())
        .contains("\"place\":\"" + folder.resolve("legacy.csv") + ":2\"");
  }

  @Test
  void explain_ofARedirectForOthers_saysWhyItIsPassedOver() {
    assertThat(texts(json("--cookie", "cf_id=somebody", "https://www.shop.example/old/x")))
        .contains("the redirect from /old/ is passed over: it is for visitors of next");
  }

  @Test
  void explain_ofTheStartOfACheckout_saysWhereItStays() {
    assertThat(texts(json("https://www.shop.example/cart/add")))
        .contains("a checkout starts here and stays on next");
  }

  @Test
  void explain_withAForgedPin_saysThatItIsIgnored() {
    assertThat(texts(json("--cookie", "cf_pin=x.y.z", "https://www.shop.example/cart/")))
        .contains("the cookie cf_pin is not signed by us: ignored");
  }

  @Test
  void explain_withAPreview_followsIt() {
    String cookie =
        Commands.run("preview", "-c", file.toString(), "--json").json().path("cookie").asString();

    JsonNode answer = json("--cookie", cookie, "https://www.shop.example/c/sale");

    assertThat(answer.path("backend").asString()).isEqualTo("next");
    assertThat(answer.path("reason").asString()).isEqualTo("preview");
  }

  @Test
  void explain_withAForgedPreview_saysThatItIsIgnored() {
    assertThat(texts(json("https://www.shop.example/c/sale?cf_preview=next.1.p0.k1.x")))
        .anyMatch(text -> text.startsWith("carries a preview that is ignored"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "66.249.66.1, 'says to be googlebot, and is: its address is the search engine''s'",
    "203.0.113.9, 'says to be googlebot, and is not: a visitor like others'"
  })
  void explain_ofACrawler_saysWhetherItIsOne(String ip, String text) {
    assertThat(texts(json("--ip", ip, "--header", GOOGLEBOT, "https://www.shop.example/c/sale")))
        .contains(text);
  }

  @Test
  void explain_ofAnAddress_isOfItsCohorts() {
    assertThat(json("--ip", "203.0.113.9", "https://www.shop.example/").path("cohorts").toString())
        .isEqualTo("[\"office\"]");
  }

  @Test
  void explain_byATrustedHop_believesWhatItForwards() {
    JsonNode answer =
        json(
            "--ip",
            "10.0.0.1",
            "--header",
            "x-forwarded-for: 203.0.113.9",
            "--header",
            "x-country: IN",
            "--header",
            "x-user-id: ada",
            "https://www.shop.example/c/sale");

    assertThat(answer.path("cohorts").toString()).isEqualTo("[\"india\",\"office\"]");
    assertThat(texts(answer)).contains("known by x-user-id, from a trusted hop", "from IN");
  }

  @Test
  void explain_byAnybodyElse_ignoresWhatTheyClaim() {
    JsonNode answer =
        json(
            "--header",
            "x-forwarded-for: 203.0.113.9",
            "--header",
            "x-user-id: ada",
            "https://www.shop.example/c/sale");

    assertThat(answer.path("cohorts").isEmpty()).isTrue();
    assertThat(texts(answer)).contains("x-user-id is ignored: it does not come from a trusted hop");
  }

  @Test
  void explain_ofNoKeys_makesNone() throws IOException {
    Files.writeString(file, SHOP.replaceFirst("(?m)^secrets.*\n", ""));

    assertThat(explain("https://www.shop.example/").exit()).isZero();
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "--method, GTE, 'method GTE is not known (did you mean \"GET\"?)'",
    "--ip, localhost, 'ip localhost is no address (expected: such as 203.0.113.7)'",
    "--country, India, 'country India (expected: two letters, such as IN)'",
    "--header, x-staff, 'header x-staff (expected: name: value)'",
    "--header, 'x staff: 1', 'header x staff: 1 (expected: name: value)'",
    "--cookie, cf_id, 'cookie cf_id (expected: name=value)'",
    "--cookie, 'a=b; c=d', 'cookie a=b; c=d (expected: name=value)'"
  })
  void explain_ofWhatCannotBe_exits2WithOneLine(String option, String value, String message) {
    Ran ran = explain(option, value, "https://www.shop.example/");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).isEqualTo(message + "\n");
    assertThat(ran.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/c/sale, begins with neither",
    "ftp://shop.example/, begins with neither",
    "https://, has no host",
    "https://me@shop.example/, has a user in it",
    "https://a b/, has a host that no name can be"
  })
  void explain_ofNoUrl_exits2WithOneLine(String url, String message) {
    Ran ran = explain(url);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).hasLineCount(1).contains(message).contains("https://www.shop.example");
  }

  @Test
  void explain_withoutUrl_exits2() {
    assertThat(explain().exit()).isEqualTo(2);
  }

  @Test
  void explain_ofAnInvalidConfiguration_exits2WithItsProblems() throws IOException {
    Files.writeString(folder.resolve("legacy.csv"), "/a,/b,999\n");

    Ran ran = explain("https://www.shop.example/");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(folder.resolve("legacy.csv") + ":1:1: ");
  }

  @Test
  void explain_byAGatewayThatIsNotThere_exits3() {
    Ran ran = explain("--admin", "http://127.0.0.1:1", "https://www.shop.example/");

    assertThat(ran.exit()).isEqualTo(3);
    assertThat(ran.err()).contains("no gateway answers at http://127.0.0.1:1");
  }
}
