package dev.crossfade.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Endpoints that are names: what they stand for is asked again, and never on an event loop. */
class ResolutionTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  /** Loopback too, but no storefront listens there. */
  private static final InetAddress NOWHERE = InetAddress.ofLiteral("127.0.0.99");

  @Test
  void name_ofSeveralAddresses_triesThemInTurn() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.resolving(host -> addresses(host, NOWHERE, HERE), named(storefront))) {
      for (int i = 0; i < 3; i++) {
        assertThat(gateway.get("/").text()).isEqualTo("legacy");
      }
      assertThat(gateway.outcome().endpoint()).isEqualTo("shop.test:" + storefront.port());
    }
  }

  @Test
  void name_moves_isAskedAgainWhenNothingConnects() throws IOException {
    AtomicReference<InetAddress> place = new AtomicReference<>(NOWHERE);
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.resolving(
                host -> addresses(host, requireNonNull(place.get())), named(storefront))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);

      place.set(HERE);

      await().until(() -> gateway.get("/").status() == 200);
    }
  }

  @Test
  void name_isNotKnown_is502UntilItIs() throws IOException {
    AtomicReference<InetAddress[]> known = new AtomicReference<>(new InetAddress[0]);
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.resolving(
                host -> addresses(host, requireNonNull(known.get())), named(storefront))) {
      assertThat(gateway.get("/").status()).isEqualTo(502);
      assertThat(gateway.outcome().error()).isEqualTo(Failure.CONNECT_FAILED);

      known.set(new InetAddress[] {HERE});

      assertThat(gateway.get("/").status()).isEqualTo(200);
    }
  }

  /** The name server is away; the shop is not. */
  @Test
  void name_cannotBeAskedAgain_keepsItsLastAnswer() throws IOException {
    AtomicReference<InetAddress[]> known = new AtomicReference<>(new InetAddress[] {HERE});
    Set<String> asked = ConcurrentHashMap.newKeySet();
    UpstreamAddresses addresses =
        new UpstreamAddresses(
            "shop.test",
            host -> {
              InetAddress[] now = requireNonNull(known.get());
              if (now.length == 0) {
                asked.add("in vain");
              }
              return addresses(host, now);
            });
    assertThat(addresses.get().join()).containsExactly(HERE);
    known.set(new InetAddress[0]);

    await()
        .until(
            () -> {
              addresses.onConnectFailure();
              return asked.contains("in vain");
            });

    assertThat(addresses.get().join()).containsExactly(HERE);
  }

  /** Visitors of other backends must not wait for a name server. */
  @Test
  void name_takesLong_holdsUpNobodyElse() throws IOException {
    CountDownLatch found = new CountDownLatch(1);
    Set<Boolean> virtual = ConcurrentHashMap.newKeySet();
    try (var storefront = RecordingStorefront.named("legacy");
        var other = RecordingStorefront.named("next");
        var gateway =
            Gateway.resolving(
                host -> {
                  if (host.equals("shop.test")) {
                    virtual.add(Thread.currentThread().isVirtual());
                    await().forever().until(() -> found.getCount() == 0);
                  }
                  return addresses(host, HERE);
                },
                named(storefront)
                    .next(other.url())
                    .units("{ name: cart, match: { path: /cart }, send: next }"));
        var slow = gateway.connect()) {
      slow.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> !virtual.isEmpty());

      for (int i = 0; i < 10; i++) {
        assertThat(gateway.get("/cart").text()).isEqualTo("next");
      }
      found.countDown();
      assertThat(slow.readResponse().text()).isEqualTo("legacy");
      assertThat(virtual).containsExactly(true);
    }
  }

  private static InetAddress[] addresses(String host, InetAddress... known)
      throws UnknownHostException {
    if (known.length == 0) {
      throw new UnknownHostException(host);
    }
    return known;
  }

  private static Shop named(RecordingStorefront storefront) {
    return Shop.of(storefront).legacy("http://shop.test:" + storefront.port());
  }
}
