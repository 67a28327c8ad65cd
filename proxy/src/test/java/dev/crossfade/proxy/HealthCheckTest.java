package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Endpoints are asked how they are, and who is not well gets no visitors. */
class HealthCheckTest {
  private static final String OFTEN =
      "health: { path: /healthz, interval: 100ms, timeout: 10s, unhealthyAfter: 2,"
          + " healthyAfter: 2 }";
  private static final String ILL = "HTTP/1.1 500 Ill\r\nContent-Length: 0\r\n\r\n";

  @Test
  void endpoint_answersBadly_getsNoVisitorsUntilItIsWell() throws IOException {
    AtomicBoolean well = new AtomicBoolean(true);
    try (var one = checked("one", well);
        var other = RecordingStorefront.named("other");
        var gateway = Gateway.start(two(one, other, OFTEN))) {
      well.set(false);
      await().until(() -> !gateway.legacy().getFirst().healthy());
      for (int i = 0; i < 10; i++) {
        assertThat(gateway.get("/").text()).isEqualTo("other");
      }

      well.set(true);
      await().until(() -> gateway.legacy().getFirst().healthy());
      await().until(() -> gateway.get("/").text().equals("one"));
    }
  }

  @Test
  void check_asConfigured_saysWhoAsks() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).backends(OFTEN + ", hostHeader: shop.internal"))) {
      await().until(() -> !storefront.requests().isEmpty());

      Message check = storefront.requests().getFirst();
      assertThat(check.method()).isEqualTo("GET");
      assertThat(check.target()).isEqualTo("/healthz");
      assertThat(check.header("host")).isEqualTo("shop.internal");
      assertThat(gateway.legacy().getFirst().healthy()).isTrue();
    }
  }

  @Test
  void endpoint_staysSilent_isUnhealthy() {
    try (var silent = RecordingStorefront.running(wire -> wire.skip(Long.MAX_VALUE));
        var gateway = Gateway.start(Shop.of(silent).backends(OFTEN.replace("10s", "80ms")))) {
      await().until(() -> !gateway.legacy().getFirst().healthy());
    }
  }

  @Test
  void endpoint_takesNoConnections_isUnhealthy() {
    try (var gone = RecordingStorefront.named("gone");
        var gateway = Gateway.start(Shop.of(gone).backends(OFTEN))) {
      gone.stop();

      await().until(() -> !gateway.legacy().getFirst().healthy());
    }
  }

  /** A check that fails everywhere says more about the check. */
  @Test
  void endpoints_allUnhealthy_areAllUsed() throws IOException {
    AtomicBoolean well = new AtomicBoolean();
    try (var one = checked("one", well);
        var other = checked("other", well);
        var gateway = Gateway.start(two(one, other, OFTEN))) {
      await().until(() -> gateway.legacy().stream().noneMatch(EndpointState::healthy));

      assertThat(gateway.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void check_ofHttps_isMadeOverTls() throws Exception {
    X509Bundle certificate =
        new CertificateBuilder()
            .subject("CN=localhost")
            .setIsCertificateAuthority(true)
            .addSanDnsName("localhost")
            .buildSelfSigned();
    try (var storefront = RecordingStorefront.namedOverTls("legacy", certificate);
        var gateway =
            Gateway.start(Shop.of(storefront).backends(OFTEN + ", tls: { verify: false }"))) {
      await().until(() -> storefront.requests().size() > 4);

      assertThat(gateway.legacy().getFirst().healthy()).isTrue();
    }
  }

  @Test
  void endpoint_ofSeveralAddresses_isWellWhenOneAnswers() {
    InetAddress nowhere = InetAddress.ofLiteral("127.0.0.99");
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.resolving(
                _ -> new InetAddress[] {nowhere, here},
                Shop.of(storefront)
                    .legacy("http://shop.test:" + storefront.port())
                    .backends(OFTEN))) {
      await().until(() -> storefront.requests().size() > 8);

      assertThat(gateway.legacy().getFirst().healthy()).isTrue();
    }
  }

  @Test
  void reload_backendUnchanged_keepsWhatIsKnown() {
    AtomicBoolean well = new AtomicBoolean();
    try (var one = checked("one", well);
        var other = RecordingStorefront.named("other");
        var gateway = Gateway.start(two(one, other, OFTEN))) {
      await().until(() -> !gateway.legacy().getFirst().healthy());

      gateway.activate(two(one, other, OFTEN).exposing("0%"));

      assertThat(gateway.legacy()).extracting(EndpointState::healthy).containsExactly(false, true);
    }
  }

  @Test
  void reload_backendGone_asksNoMore() {
    try (var before = RecordingStorefront.named("before");
        var after = RecordingStorefront.named("after");
        var gateway = Gateway.start(Shop.of(before).backends(OFTEN))) {
      await().until(() -> before.requests().size() > 2);

      gateway.activate(Shop.of(after).backends(OFTEN));
      await().until(() -> before.openConnections() == 0);
      int asked = before.connections();
      await().until(() -> after.requests().size() > 5);

      assertThat(before.connections()).isBetween(asked, asked + 2);
    }
  }

  private static RecordingStorefront checked(String name, AtomicBoolean well) {
    return RecordingStorefront.answering(
        r -> r.target().equals("/healthz") && !well.get() ? ILL : RecordingStorefront.ok(name));
  }

  private static Shop two(RecordingStorefront one, RecordingStorefront other, String settings) {
    return Shop.of(one).legacy(one.url(), other.url()).backends(settings);
  }
}
