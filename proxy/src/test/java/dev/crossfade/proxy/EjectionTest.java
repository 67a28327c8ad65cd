package dev.crossfade.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that fail requests get none for a while, but never so many that nobody is left. */
class EjectionTest {
  private static final String NO_RETRIES = "retries: { attempts: 0 }, ";
  private static final String LONG = NO_RETRIES + "ejection: { consecutiveErrors: 2, for: 1h }";
  private static final String UNAVAILABLE =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"least-requests", "round-robin"})
  void endpoint_answers503_isLeftOut(String balance) throws IOException {
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var good = RecordingStorefront.named("good");
        var gateway = Gateway.start(two(bad, good, LONG + ", balance: " + balance))) {
      for (int i = 0; i < 20; i++) {
        gateway.get("/");
      }

      assertThat(bad.requests()).hasSize(2);
      assertThat(gateway.legacy()).extracting(EndpointState::ejected).containsExactly(true, false);
    }
  }

  @Test
  void endpoint_takesNoConnections_isLeftOut() throws IOException {
    try (var bad = RecordingStorefront.named("bad");
        var good = RecordingStorefront.named("good");
        var gateway = Gateway.start(two(bad, good, LONG))) {
      bad.stop();
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        statuses.add(gateway.get("/").status());
      }

      assertThat(statuses).filteredOn(status -> status == 502).hasSize(2);
    }
  }

  /** One broken page must not take the endpoints from all the others. */
  @Test
  void endpoint_answers500_stays() throws IOException {
    String broken = "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n";
    try (var one = RecordingStorefront.answering(_ -> broken);
        var other = RecordingStorefront.named("other");
        var gateway = Gateway.start(two(one, other, LONG))) {
      for (int i = 0; i < 20; i++) {
        gateway.get("/");
      }

      assertThat(one.requests()).hasSize(10);
    }
  }

  @Test
  void endpoints_failAll_onlyTheShareIsOut() throws IOException {
    try (var one = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var other = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var gateway = Gateway.start(two(one, other, LONG))) {
      for (int i = 0; i < 20; i++) {
        gateway.get("/");
      }

      assertThat(gateway.legacy()).filteredOn(EndpointState::ejected).hasSize(1);
      assertThat(gateway.legacy())
          .filteredOn(endpoint -> !endpoint.ejected())
          .extracting(EndpointState::condition)
          .singleElement()
          .isInstanceOf(EndpointCondition.Failing.class);
    }
  }

  /** It is asked on, as nobody else could be; that it fails is known all the same. */
  @Test
  void endpoint_onlyOneAndFails_isFailingUntilItAnswers() throws IOException {
    var isWell = new AtomicBoolean();
    try (var only =
            RecordingStorefront.answering(
                _ -> isWell.get() ? RecordingStorefront.ok("back") : UNAVAILABLE);
        var gateway = Gateway.start(Shop.of(only).backends(LONG))) {
      for (int i = 0; i < 4; i++) {
        assertThat(gateway.get("/").status()).isEqualTo(503);
      }

      assertThat(gateway.legacy())
          .singleElement()
          .satisfies(endpoint -> assertThat(endpoint.ejected()).isFalse())
          .extracting(EndpointState::condition)
          .isInstanceOfSatisfying(
              EndpointCondition.Failing.class,
              failing -> assertThat(failing.why()).endsWith("the last: answered 503"));

      isWell.set(true);
      assertThat(gateway.get("/").status()).isEqualTo(200);
      await()
          .untilAsserted(
              () ->
                  assertThat(gateway.legacy())
                      .extracting(EndpointState::condition)
                      .containsExactly(new EndpointCondition.Healthy(false)));
    }
  }

  @Test
  void endpoint_theOnlyOne_isNeverOut() throws IOException {
    String all = NO_RETRIES + "ejection: { consecutiveErrors: 1, maxShare: 100% }";
    try (var only = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var gateway = Gateway.start(Shop.of(only).backends(all))) {
      for (int i = 0; i < 5; i++) {
        gateway.get("/");
      }

      assertThat(only.requests()).hasSize(5);
      assertThat(gateway.legacy()).noneMatch(EndpointState::ejected);
    }
  }

  /** A shop on endpoints that we doubt is better than none. */
  @Test
  void endpoints_allOut_areAllUsed() throws IOException {
    String all = NO_RETRIES + "ejection: { consecutiveErrors: 1, for: 1h, maxShare: 100% }";
    AtomicReference<String> answer = new AtomicReference<>(UNAVAILABLE);
    try (var one = RecordingStorefront.answering(_ -> said(answer));
        var other = RecordingStorefront.answering(_ -> said(answer));
        var gateway = Gateway.start(two(one, other, all))) {
      gateway.get("/");
      gateway.get("/");
      assertThat(gateway.legacy()).allMatch(EndpointState::ejected);
      answer.set(RecordingStorefront.ok("well again"));

      assertThat(gateway.get("/").status()).isEqualTo(200);
    }
  }

  /** With the same share at once, it would be thrown out by what it was thrown out by before. */
  @Test
  void endpoint_returns_getsLessAtFirst() throws IOException {
    CountDownLatch held = new CountDownLatch(1);
    AtomicReference<String> answer = new AtomicReference<>(UNAVAILABLE);
    try (var weak = RecordingStorefront.answering(_ -> heldIfWell(said(answer), held));
        var strong =
            RecordingStorefront.answering(
                r ->
                    r.target().equals("/held")
                        ? heldIfWell(RecordingStorefront.ok("strong"), held)
                        : RecordingStorefront.ok("strong"));
        var gateway =
            Gateway.start(
                two(weak, strong, NO_RETRIES + "ejection: { consecutiveErrors: 1, for: 1s }"))) {
      while (weak.requests().isEmpty()) {
        gateway.get("/");
      }
      await().until(() -> gateway.legacy().getFirst().ejected());
      await().until(() -> !gateway.legacy().getFirst().ejected());
      answer.set(RecordingStorefront.ok("weak"));
      int before = strong.requests().size();
      List<Wire> clients = new ArrayList<>();
      for (int i = 1; i <= 24; i++) {
        Wire client = gateway.connect();
        clients.add(client);
        client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
        int sent = i;
        await().until(() -> weak.requests().size() - 1 + strong.requests().size() - before == sent);
      }

      assertThat(weak.requests().size() - 1).isLessThan(strong.requests().size() - before);
      assertThat(weak.requests()).hasSizeGreaterThan(1);
      held.countDown();
      for (Wire client : clients) {
        assertThat(client.readResponse().status()).isEqualTo(200);
        client.close();
      }
    }
  }

  private static String said(AtomicReference<String> answer) {
    return requireNonNull(answer.get());
  }

  private static String heldIfWell(String answer, CountDownLatch held) {
    if (!answer.equals(UNAVAILABLE)) {
      await().forever().until(() -> held.getCount() == 0);
    }
    return answer;
  }

  private static Shop two(RecordingStorefront one, RecordingStorefront other, String settings) {
    return Shop.of(one).legacy(one.url(), other.url()).backends(settings);
  }

  @Test
  void requests_sentAndFailed_areCountedByEndpoint() throws IOException {
    try (var bad = RecordingStorefront.answering(_ -> UNAVAILABLE);
        var good = RecordingStorefront.named("good");
        var gateway = Gateway.start(two(bad, good, LONG))) {
      for (int i = 0; i < 20; i++) {
        gateway.get("/");
      }
      await().until(() -> gateway.requestsUnderWay() == 0);

      assertThat(gateway.legacy()).extracting(EndpointState::sent).containsExactly(2L, 18L);
      assertThat(gateway.legacy()).extracting(EndpointState::failed).containsExactly(2L, 0L);
      assertThat(gateway.legacy()).extracting(EndpointState::underWay).containsExactly(0, 0);
    }
  }

  /** It came to nothing there, though the visitor was answered by another. */
  @Test
  void request_triedElsewhere_countsAsFailedWhereItFailed() throws IOException {
    try (var bad = RecordingStorefront.named("bad");
        var good = RecordingStorefront.named("good");
        var gateway = Gateway.start(two(bad, good, "balance: round-robin"))) {
      bad.stop();
      for (int i = 0; i < 4; i++) {
        assertThat(gateway.get("/").status()).isEqualTo(200);
      }

      assertThat(gateway.legacy()).extracting(EndpointState::sent).containsExactly(4L, 4L);
      assertThat(gateway.legacy()).extracting(EndpointState::failed).containsExactly(4L, 0L);
    }
  }
}
