package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No shared cache mixes the storefronts. */
class CachingTest {
  private static final String GET = "GET /p/1 HTTP/1.1\r\nHost: a\r\nCookie: cf_id=ada\r\n\r\n";

  private static RecordingStorefront saying(String fields) {
    return RecordingStorefront.answering(
        _ -> "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 2\r\n\r\nit");
  }

  @ParameterizedTest
  @MethodSource
  void answer_ofAUnitThatSplits_isTheVisitorsOwn(String fields, String expected)
      throws IOException {
    try (var storefront = saying(fields);
        var gateway = Gateway.start(Shop.of(storefront).exposing("50%"))) {
      Message answer = gateway.request(GET);

      assertThat(answer.headers("cache-control")).isEqualTo(List.of(expected));
      assertThat(answer.headers("vary")).contains("Cookie");
      assertThat(answer.has("cdn-cache-control")).isFalse();
      assertThat(answer.has("surrogate-control")).isFalse();
      assertThat(answer.has("x-accel-expires")).isFalse();
    }
  }

  static Stream<Arguments> answer_ofAUnitThatSplits_isTheVisitorsOwn() {
    return Stream.of(
        argumentSet("nothing said", "", "private"),
        argumentSet("public", "Cache-Control: public, max-age=60\r\n", "max-age=60, private"),
        argumentSet(
            "for shared caches",
            "Cache-Control: max-age=0, S-Maxage=600, stale-while-revalidate=30\r\n",
            "max-age=0, private"),
        argumentSet(
            "private already", "Cache-Control: private, max-age=5\r\n", "private, max-age=5"),
        argumentSet("not to be kept", "Cache-Control: no-store\r\n", "no-store"),
        argumentSet(
            "private for a field alone",
            "Cache-Control: private=\"set-cookie\", max-age=60\r\n",
            "max-age=60, private"),
        argumentSet(
            "in two fields",
            "Cache-Control: public\r\nCache-Control: max-age=60\r\n",
            "max-age=60, private"),
        argumentSet("empty", "Cache-Control: ,\r\n", "private"),
        argumentSet("for CDNs", "CDN-Cache-Control: max-age=60\r\n", "private"),
        argumentSet("for one CDN", "Cloudflare-CDN-Cache-Control: max-age=9\r\n", "private"),
        argumentSet("for surrogates", "Surrogate-Control: max-age=60\r\n", "private"),
        argumentSet("for nginx", "X-Accel-Expires: 60\r\n", "private"));
  }

  @ParameterizedTest
  @MethodSource
  void answer_thatIsTheSameForAll_staysAsItIs(String unit) throws IOException {
    try (var storefront =
            saying("Cache-Control: public, s-maxage=60\r\nVary: Accept-Encoding\r\n");
        var gateway = Gateway.start(Shop.of(storefront).units(unit))) {
      Message answer = gateway.request(GET);

      assertThat(answer.headers("cache-control")).isEqualTo(List.of("public, s-maxage=60"));
      assertThat(answer.headers("vary")).isEqualTo(List.of("Accept-Encoding"));
    }
  }

  static Stream<Arguments> answer_thatIsTheSameForAll_staysAsItIs() {
    return Stream.of(
        argumentSet("sent", "{ name: all, match: { path: /** }, send: next }"),
        argumentSet("nobody", "{ name: all, match: { path: /** }, exposure: { percent: 0% } }"),
        argumentSet("all", "{ name: all, match: { path: /** }, exposure: { percent: 100% } }"),
        argumentSet("no unit", "{ name: other, match: { path: /x }, exposure: { percent: 5% } }"));
  }

  /** Else one visitor's identity would be everybody's. */
  @Test
  void answer_thatSetsAnIdentity_isTheVisitorsOwn() throws IOException {
    try (var storefront = saying("Cache-Control: public, max-age=60\r\n");
        var gateway = Gateway.start(Shop.of(storefront))) {
      Message answer = gateway.request("GET / HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n");

      assertThat(answer.has("set-cookie")).isTrue();
      assertThat(answer.header("cache-control")).isEqualTo("max-age=60, private");
    }
  }
}
