package dev.crossfade.proxy;

import static dev.crossfade.proxy.Hostile.lines;
import static dev.crossfade.proxy.RecordingStorefront.ok;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cases 21 to 23 and 33 of docs/wire-safety.md: what the shop is told about a visitor, which no
 * visitor can take away, add to or say again at the end.
 */
class WireSafetyFieldsTest {
  private static final String TRUSTING = "trust: { proxies: [ 127.0.0.0/8 ] }";

  @ParameterizedTest(name = "21 (RFC 9110 §7.6.1): Connection names what we set, {0}")
  @EnumSource
  void connection_namingWhatWeSet_takesNothingAway(Delivery delivery) throws IOException {
    Message seen =
        seen(
            delivery,
            "",
            "Cookie: cf_pin=1; a=b|Authorization: Basic eDp5|"
                + "Connection: close, Cookie, X-Forwarded-For, Host, cf_pin, Authorization|"
                + "Connection: X-Forwarded-Proto, X-Forwarded-Host, Forwarded, Via|"
                + "Connection: X-Request-Id, X-Crossfade-Unit, X-Crossfade-Arm, Content-Length");

    assertThat(seen.header("x-forwarded-for")).isEqualTo("127.0.0.1");
    assertThat(seen.header("host")).isEqualTo("a");
    assertThat(seen.header("cookie")).isEqualTo("cf_pin=1; a=b");
    assertThat(seen.header("authorization")).isEqualTo("Basic eDp5");
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("http");
    assertThat(seen.header("x-forwarded-host")).isEqualTo("a");
    assertThat(seen.header("forwarded")).isEqualTo("for=127.0.0.1;proto=http;host=a");
    assertThat(seen.header("via")).isEqualTo("1.1 " + Forwarding.PSEUDONYM);
    assertThat(seen.has("x-request-id")).isTrue();
    assertThat(seen.header("x-crossfade-unit")).isEqualTo("all");
    assertThat(seen.header("x-crossfade-arm")).isEqualTo("none");
  }

  @ParameterizedTest(name = "22 (RFC 9110 §7.6.1): fields of one connection, {0}")
  @EnumSource
  void fieldsOfOneConnection_areNotForwarded(Delivery delivery) throws IOException {
    Message seen =
        seen(
            delivery,
            "",
            "Keep-Alive: timeout=5|Proxy-Connection: keep-alive|TE: trailers|Upgrade: x|"
                + "Proxy-Authorization: Basic eDp5|Connection: X-Own|X-Own: 1|X-Kept: 1");

    assertThat(seen.has("x-kept")).isTrue();
    for (String name :
        List.of(
            "keep-alive",
            "proxy-connection",
            "te",
            "upgrade",
            "proxy-authorization",
            "connection",
            "x-own")) {
      assertThat(seen.has(name)).as(name).isFalse();
    }
  }

  @ParameterizedTest(name = "22 (RFC 9110 §7.6.1): {0} over HTTP/2")
  @CsvSource({"te,trailers", "proxy-authorization,Basic eDp5", "http2-settings,AAMAAABk"})
  void fieldOfOneConnectionOverHttp2_isNotForwarded(String name, String value) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(Visit.Version.HTTP_2.ask(gateway, "GET", "/", name, value).status())
          .isEqualTo(200);
      assertThat(storefront.requests().getFirst().has(name)).isFalse();
    }
  }

  @ParameterizedTest(name = "23 (RFC 7239 §8): {0} of a stranger")
  @ValueSource(
      strings = {
        "X-Forwarded-For",
        "X_Forwarded_For",
        "x-forwarded_for",
        "X-Real-IP",
        "X_Real_IP",
        "Forwarded",
        "X-Forwarded-Proto",
        "X_Forwarded_Proto",
        "X-Forwarded-Host",
        "X_Forwarded_Host",
        "X-Crossfade-Unit",
        "X_Crossfade_Unit",
        "X-Crossfade-Arm",
        "X-Crossfade",
        "X-Crossfade-Anything",
        "X_Crossfade_Anything"
      })
  void claim_ofAStranger_isNotBelieved(String name) throws IOException {
    for (Visit.Version version : Visit.Version.values()) {
      try (var storefront = RecordingStorefront.named("shop");
          var gateway = Gateway.start(Shop.of(storefront))) {
        String field = version == Visit.Version.HTTP_1 ? name : name.toLowerCase(Locale.ROOT);
        assertThat(version.ask(gateway, "GET", "/", field, "evil").status()).isEqualTo(200);

        assertThat(storefront.requests().getFirst().fields())
            .as("%s", version)
            .noneMatch(told -> told.getValue().contains("evil"))
            .noneMatch(told -> told.getKey().indexOf('_') >= 0);
      }
    }
  }

  @ParameterizedTest(name = "23 (RFC 7239 §8): what a trusted hop says, {0}")
  @EnumSource
  void claims_ofATrustedHop_areAppendedTo(Delivery delivery) throws IOException {
    Message seen =
        seen(
            delivery,
            TRUSTING,
            "X-Forwarded-For: 203.0.113.9|Forwarded: for=203.0.113.9|X-Forwarded-Proto: https|"
                + "X-Forwarded-Host: shop.example|X_Forwarded_For: evil|X-Crossfade-Unit: evil|"
                + "X-Crossfade-Anything: evil|X-Real-IP: evil");

    assertThat(seen.header("x-forwarded-for")).isEqualTo("203.0.113.9, 127.0.0.1");
    assertThat(seen.header("forwarded")).startsWith("for=203.0.113.9, for=127.0.0.1");
    assertThat(seen.header("x-forwarded-proto")).isEqualTo("https");
    assertThat(seen.header("x-forwarded-host")).isEqualTo("shop.example");
    assertThat(seen.fields()).noneMatch(field -> field.getValue().contains("evil"));
  }

  @ParameterizedTest(name = "33 (RFC 9110 §6.5.1): {0} behind a body")
  @MethodSource("forbiddenTrailers")
  void trailer_ofARequest_speaksNotAboutTheHead(String trailer) throws IOException {
    String request =
        "POST / HTTP/1.1|Host: a|Transfer-Encoding: chunked||5|hello|0|" + trailer + "||";
    for (Delivery delivery : Delivery.values()) {
      try (var storefront = RecordingStorefront.answering(r -> ok(r.target()));
          var gateway = Gateway.start(Shop.of(storefront));
          var client = gateway.connect()) {
        new Hostile(33, "", "", lines(request)).send(client, delivery);

        assertThat(client.readResponse().text()).isEqualTo("/");
        assertThat(client.readResponse().text()).isEqualTo("/follow-up");
        assertIgnored(storefront.requests().getFirst(), trailer);
      }
    }
  }

  @ParameterizedTest(name = "33 (RFC 9113 §8.1): {0} behind a body over HTTP/2")
  @MethodSource("forbiddenTrailers")
  void trailerOverHttp2_speaksNotAboutTheHead(String trailer) throws IOException {
    String[] field = trailer.toLowerCase(Locale.ROOT).split(": ", 2);
    try (var storefront = RecordingStorefront.answering(r -> ok(r.target()));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = H2Wire.connect(gateway)) {
      client.request(1, false, "POST", "/").data(1, false, "hello").head(1, true, field);

      assertThat(client.refusal(1)).isIn("200", "400", "RST_STREAM 1", "GOAWAY 1");
      assertThat(gateway.get("/other").text()).isEqualTo("/other");
      for (Message seen : storefront.requests()) {
        assertIgnored(seen, trailer);
      }
    }
  }

  static List<String> forbiddenTrailers() {
    return List.of(
        "Content-Length: 7",
        "Transfer-Encoding: gzip",
        "Host: evil.example",
        "X-Forwarded-For: 203.0.113.9",
        "Authorization: Basic ZXZpbA==",
        "Cookie: evil=1",
        "X-Crossfade-Unit: evil");
  }

  private static void assertIgnored(Message seen, String trailer) {
    String value = trailer.substring(trailer.indexOf(": ") + 2);
    assertThat(seen.fields()).noneMatch(field -> field.getValue().equals(value));
    assertThat(seen.trailers()).isEmpty();
  }

  @ParameterizedTest(name = "33 (RFC 9110 §6.5.1): {0} behind the body of an answer")
  @ValueSource(
      strings = {
        "Content-Length: 7",
        "Transfer-Encoding: gzip",
        "Set-Cookie: evil=1",
        "Connection: close",
        "Content-Encoding: evil"
      })
  void trailer_ofAnAnswer_speaksNotAboutTheHead(String trailer) throws IOException {
    String answer = "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|0|" + trailer + "||";
    try (var storefront = RecordingStorefront.answering(_ -> lines(answer));
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      Message got = client.get("/");

      assertThat(got.text()).isEqualTo("hello");
      assertIgnored(got, trailer);
      assertThat(client.get("/").text()).isEqualTo("hello");
    }
  }

  private static Message seen(Delivery delivery, String setting, String fields) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront).and(setting));
        var client = gateway.connect()) {
      String request = "GET / HTTP/1.1|Host: a|Content-Length: 0|" + fields + "||";
      new Hostile(0, "", "", lines(request)).send(client, delivery);
      assertThat(client.readResponse().status()).isEqualTo(200);
      return storefront.requests().getFirst();
    }
  }
}
