package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sessions count as lost. Sessions that were silently cleared forced a rollback once. */
class SessionTest {
  private static final String PLAN =
      "{ name: shop, match: { path: /** }, rollout: { stages: [ { percent: 100%, hold: 1h } ],"
          + " gates: [ session: { cookie: SID, tolerance: 0.1pp } ] } }";

  @ParameterizedTest(name = "{0} with {1}, answered with {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /cart               | SID=abc        | X-A: 1                                | kept
          /cart               | SID=abc        | Set-Cookie: SID=abc; Path=/           | kept
          /cart               | SID=abc        | Set-Cookie: SID="abc"                 | kept
          /cart               | SID=abc        | Set-Cookie: sid=other                 | kept
          /cart               | SID=abc        | Set-Cookie: SIDE=other                | kept
          /cart               | SID=abc        | Set-Cookie: SID=def; Path=/           | lost
          /cart               | SID=abc        | Set-Cookie: SID=; Max-Age=0           | lost
          /cart               | SID=abc        | Set-Cookie: SID=abc; Path=/; Max-Age=0 | lost
          /cart               | a=b; SID=abc   | Set-Cookie: SID=def                   | lost
          /account/LogOut     | SID=abc        | Set-Cookie: SID=deleted; Max-Age=0    | kept
          /login?action=logout | SID=abc       | Set-Cookie: SID=def                   | kept
          /cart               | other=abc      | Set-Cookie: SID=def                   | ''
          /cart               | SID=           | Set-Cookie: SID=def                   | ''
          """)
  void session_isLostOnlyWhereItWasReplacedUnasked(
      String path, String cookie, String field, String expected) throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    try (var legacy =
            RecordingStorefront.answering(
                _ -> "HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 0\r\n\r\n");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next).units(PLAN));
        var client = gateway.connect()) {
      gateway.plane().tellSessions((_, _, lost, _) -> told.add(lost ? "lost" : "kept"));

      client.request(
          "GET " + path + " HTTP/1.1\r\nHost: a\r\nCookie: cf_id=ada; " + cookie + "\r\n\r\n");

      assertThat(told).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }
  }
}
