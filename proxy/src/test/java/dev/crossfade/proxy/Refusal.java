package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * What refusing a request means: an answer that says so and then the end of the connection, nothing
 * of it or of what came behind it in the shop, and others served as before.
 */
final class Refusal {
  private final UnaryOperator<Shop> shop;
  private final int[] allowed;

  private Refusal(UnaryOperator<Shop> shop, int... allowed) {
    this.shop = shop;
    this.allowed = allowed;
  }

  /** Of an ordinary gateway, by one of these statuses. */
  static Refusal by(int... allowed) {
    return in(UnaryOperator.identity(), allowed);
  }

  /** Of a gateway with other settings. */
  static Refusal in(UnaryOperator<Shop> shop, int... allowed) {
    return new Refusal(shop, allowed);
  }

  /** A head is refused before a connection to the shop is made. */
  void assertOfHead(Hostile hostile, Delivery delivery) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(shop.apply(Shop.of(storefront)))) {
      refuse(gateway, hostile, delivery);
      assertOnlyTheOtherWasServed(storefront, gateway);
      assertThat(storefront.connections()).as("connections to the shop").isOne();
    }
  }

  /** When a body turns out to be broken its head may be in the shop, which never gets its end. */
  void assertOfBody(Hostile hostile, Delivery delivery) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(shop.apply(Shop.of(storefront)))) {
      refuse(gateway, hostile, delivery);
      assertOnlyTheOtherWasServed(storefront, gateway);
      await().untilAsserted(() -> assertThat(storefront.unfinished()).isZero());
      assertThat(storefront.connections()).as("connections to the shop").isLessThanOrEqualTo(2);
    }
  }

  private void refuse(Gateway gateway, Hostile hostile, Delivery delivery) throws IOException {
    try (var client = gateway.connect()) {
      hostile.send(client, delivery);
      Message answer = client.readResponse();

      assertThat(answer.status()).isIn(Arrays.stream(allowed).boxed().toList());
      assertThat(client.isEnded()).as("ended after its only answer").isTrue();
    }
  }

  private static void assertOnlyTheOtherWasServed(RecordingStorefront storefront, Gateway gateway)
      throws IOException {
    assertThat(gateway.get("/other").status()).isEqualTo(200);
    assertThat(storefront.requests()).extracting(Message::target).containsExactly("/other");
  }
}
