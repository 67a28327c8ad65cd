package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A visitor's checkout on the wire: its cookie, its end, and what is counted. */
class PinTest {
  private static final String VISITOR = "Host: a\r\nCookie: cf_id=ada";

  private static final String HEALTH = "health: { path: /healthz, interval: 100ms, timeout: 1s }";

  private static String get(String path, String cookies) {
    return "GET " + path + " HTTP/1.1\r\n" + VISITOR + cookies + "\r\n\r\n";
  }

  private static Shop shop(RecordingStorefront legacy, RecordingStorefront next, String percent) {
    return Shop.of(legacy, next)
        .units(
            "{ name: checkout, match: { path: /checkout/** }, exposure: { percent: %s } }"
                .formatted(percent))
        .and("secrets: { cookieKeys: [ { id: k1, value: \"a key of some length\" } ] }")
        .and(
            """
            pins:
              checkout:
                start: { path: /checkout/** }
                scope: checkout
                end: { path: /checkout/done }
            """);
  }

  private static String pin(Message answer) {
    return "; "
        + answer.headers("set-cookie").stream()
            .filter(cookie -> cookie.startsWith("cf_pin="))
            .findFirst()
            .orElseThrow()
            .split(";", 2)[0];
  }

  @Test
  void checkout_exposureTakenBackInBetween_endsWhereItBegan() throws IOException {
    Counts counts = new Counts();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = counts.start(shop(legacy, next, "100%"));
        var client = gateway.connect()) {
      Message begun = client.request(get("/checkout/address", ""));
      assertThat(begun.text()).isEqualTo("next");
      assertThat(begun.headers("set-cookie").getFirst())
          .matches("cf_pin=[^;]+; Max-Age=7200; Path=/; HttpOnly; SameSite=Lax");
      assertThat(begun.header("cache-control")).isEqualTo("private");

      gateway.activate(shop(legacy, next, "0%"));

      String pin = pin(begun);
      Message going = client.request(get("/checkout/pay", pin));
      assertThat(going.text()).isEqualTo("next");
      assertThat(going.has("set-cookie")).isFalse();
      Message done = client.request(get("/checkout/done", pin));
      assertThat(done.text()).isEqualTo("next");
      assertThat(done.headers("set-cookie").getFirst()).startsWith("cf_pin=; Max-Age=0;");
      assertThat(client.request(get("/checkout/address", "")).text()).isEqualTo("legacy");

      assertThat(counts.of("crossfade.pins", "event", "started")).isEqualTo(2);
      assertThat(counts.of("crossfade.pins", "event", "completed")).isEqualTo(1);
      assertThat(counts.of("crossfade.pins", "event", "abandoned")).isZero();
    }
  }

  /** Its cookie went with the completion; where everything starts a pin, so does a second look. */
  @Test
  void checkout_endLookedAtOnceMore_isCompletedOnce() throws IOException {
    Counts counts = new Counts();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = counts.start(shop(legacy, next, "0%"));
        var client = gateway.connect()) {
      String pin = pin(client.request(get("/checkout/pay", "")));
      client.request(get("/checkout/done", pin));
      client.request(get("/checkout/done", ""));
      client.request(get("/checkout/done", ""));

      assertThat(counts.of("crossfade.pins", "event", "completed")).isEqualTo(1);
    }
  }

  @Test
  void checkout_endAnsweredWithAnError_isNotCompleted() throws IOException {
    Counts counts = new Counts();
    try (var storefront =
            RecordingStorefront.answering(
                request ->
                    request.start().contains("done")
                        ? "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"
                        : RecordingStorefront.ok("it"));
        var gateway = counts.start(shop(storefront, storefront, "0%"));
        var client = gateway.connect()) {
      String pin = pin(client.request(get("/checkout/pay", "")));
      Message failed = client.request(get("/checkout/done", pin));

      assertThat(failed.status()).isEqualTo(500);
      assertThat(failed.has("set-cookie")).isFalse();
      assertThat(counts.of("crossfade.pins", "event", "completed")).isZero();
    }
  }

  @Test
  void checkout_cookieForged_isCountedAndServedAnyway() throws IOException {
    Counts counts = new Counts();
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = counts.start(shop(legacy, next, "0%"))) {
      Message answer = gateway.request(get("/checkout/pay", "; cf_pin=next.k1.AAAA"));

      assertThat(answer.text()).isEqualTo("legacy");
      assertThat(counts.of("crossfade.pins", "event", "forged")).isEqualTo(1);
    }
  }

  @Test
  void checkout_itsBackendIsDown_waitsForIt() throws IOException {
    Counts counts = new Counts();
    AtomicBoolean well = new AtomicBoolean(true);
    try (var legacy = RecordingStorefront.named("legacy");
        var next =
            RecordingStorefront.answering(
                request ->
                    well.get() || !request.start().contains("healthz")
                        ? RecordingStorefront.ok("next")
                        : "HTTP/1.1 503 Down\r\nContent-Length: 0\r\n\r\n");
        var gateway = counts.start(shop(legacy, next, "100%").backends(HEALTH));
        var client = gateway.connect()) {
      String pin = pin(client.request(get("/checkout/pay", "")));
      well.set(false);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> client.request(get("/checkout/pay", pin)).status() == 503);

      Message held = client.request(get("/checkout/pay", pin));

      assertThat(held.header("retry-after")).isEqualTo("5");
      assertThat(held.text()).contains("Your checkout is safe");
      assertThat(counts.of("crossfade.pins", "event", "held")).isPositive();
      assertThat(legacy.requests().stream().filter(r -> r.start().contains("checkout"))).isEmpty();
    }
  }

  /** The clock of the gateway decides; nobody comes back, so nobody tells. */
  @Test
  void sweep_timeIsOver_isAbandoned() throws IOException {
    Counts counts = new Counts();
    try (var legacy = RecordingStorefront.named("legacy");
        var gateway = counts.start(shop(legacy, legacy, "0%"))) {
      gateway.request(get("/checkout/pay", ""));

      gateway.plane().pins().sweep(System.currentTimeMillis() / 1_000 + 7_300);

      assertThat(counts.of("crossfade.pins", "event", "abandoned")).isEqualTo(1);
      assertThat(gateway.plane().pins().active()).isEmpty();
    }
  }
}
