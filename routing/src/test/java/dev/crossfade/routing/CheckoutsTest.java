package dev.crossfade.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.cohorts.Buckets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckoutsTest {
  private static final long HOUR = 3_600_000;
  private static final TestHead CHECKOUT = TestHead.get("/checkout/address").by("ada");
  private static final TestHead CATALOG = TestHead.get("/p/1").by("ada");

  private static String units(String percent, String policies) {
    return """
        units:
          - { name: checkout, match: { path: /checkout/** }, pin: checkout, exposure: { percent: %s } }
          - { name: catalog, match: { path: /p/** }, exposure: { percent: 0%% } }
        pins:
          checkout:
            start: [ { path: [/cart/add, /checkout/**] }, { cookie: { cart_items: "*" } } ]
            scope: [ checkout ]
            end: [ { path: /checkout/thank-you, status: 2xx } ]
            %s
        """
        .formatted(percent, policies);
  }

  private static TestShop shop(String percent) {
    return TestShop.of(units(percent, ""));
  }

  private static Pinned pin(Decision decision) {
    assertThat(decision.pins()).hasSize(1);
    return decision.pins().getFirst();
  }

  private static PinTicket ticket(Decision decision) {
    return ticket(pin(decision));
  }

  private static PinTicket ticket(Pinned pinned) {
    return Objects.requireNonNull(pinned.ticket(), "ticket");
  }

  /** The cookie that a decision sets, as the next request brings it. */
  private static TestHead carrying(TestHead head, Decision decision) {
    return head.cookie("cf_pin", pin(decision).cookieValue());
  }

  @Test
  void decide_startOfACheckout_isPinnedWhereItIsServed() {
    Decision.Serve serve = shop("100%").serve(CHECKOUT);

    assertThat(serve.backend()).isEqualTo("next");
    assertThat(pin(serve).event()).isEqualTo(Pinned.Event.STARTED);
    assertThat(ticket(serve).backend()).isEqualTo("next");
    assertThat(ticket(serve).arm()).isEqualTo(Decision.Arm.NEXT);
    assertThat(pin(serve).cookieSeconds()).isEqualTo(7_200);
  }

  /** The cart is filled on a page of legacy's catalog, but the checkout will be next's. */
  @Test
  void decide_startOutsideTheScope_isPinnedWhereTheScopeIsServed() {
    Decision.Serve serve = shop("100%").serve(CATALOG.cookie("cart_items", "3"));

    assertThat(serve.backend()).isEqualTo("legacy");
    assertThat(ticket(serve).backend()).isEqualTo("next");
  }

  @Test
  void decide_nothingStarts_hasNoPin() {
    assertThat(shop("100%").serve(CATALOG).pins()).isEmpty();
  }

  @Test
  void decide_pinnedBeforeTheExposureFell_stays() {
    TestShop before = shop("100%");
    TestHead pinned = carrying(CHECKOUT, before.decide(CHECKOUT));

    Decision.Serve serve = before.reloaded(units("0%", "")).serve(pinned);

    assertThat(serve.backend()).isEqualTo("next");
    assertThat(serve.reason()).isEqualTo(Decision.Reason.PIN);
    assertThat(serve.arm()).isEqualTo(Decision.Arm.NEXT);
    assertThat(pin(serve).isWritten()).isFalse();
  }

  @Test
  void decide_pinned_leavesOtherUnitsAlone() {
    TestShop shop = shop("100%");
    TestHead pinned = carrying(CATALOG, shop.decide(CHECKOUT));

    assertThat(shop.serve(pinned).backend()).isEqualTo("legacy");
  }

  @Test
  void decide_unitThatSendsElsewhereSinceThePin_stays() {
    TestShop shop = shop("100%");
    TestHead pinned = carrying(CHECKOUT, shop.decide(CHECKOUT));
    String sending =
        units("0%", "")
            .replace(
                "exposure: { percent: 0% } }\n  - { name: cat", "send: legacy }\n  - { name: cat");

    assertThat(shop.reloaded(sending).serve(pinned).backend()).isEqualTo("next");
  }

  @Test
  void decide_visitorComesBackAfterAWhile_theCookieSaysSo() {
    TestShop shop = shop("100%");
    TestHead pinned = carrying(CHECKOUT, shop.decide(CHECKOUT));

    Pinned soon = pin(shop.decide(pinned, HOUR / 10, null));
    Pinned later = pin(shop.decide(pinned, HOUR, null));

    assertThat(soon.isWritten()).isFalse();
    assertThat(later.event()).isEqualTo(Pinned.Event.REFRESHED);
    assertThat(ticket(later).id()).isEqualTo(ticket(soon).id());
    assertThat(later.cookieSeconds()).isEqualTo(7_200);
  }

  @Test
  void decide_idleTooLong_isExpiredAndBeginsAnew() {
    TestShop before = shop("100%");
    TestHead pinned = carrying(CHECKOUT, before.decide(CHECKOUT));

    Decision decision = before.reloaded(units("0%", "")).decide(pinned, 2 * HOUR, null);

    assertThat(pin(decision).refused()).isEqualTo(Pinned.Event.EXPIRED);
    assertThat(pin(decision).event()).isEqualTo(Pinned.Event.STARTED);
    assertThat(decision.route().backend()).isEqualTo("legacy");
  }

  @Test
  void decide_neverIdleButTooOld_isExpired() {
    TestShop shop = shop("100%");
    Decision decision = shop.decide(CHECKOUT);
    for (long at = HOUR; at < 24 * HOUR; at += HOUR) {
      decision = shop.decide(carrying(CHECKOUT, decision), at, null);
      assertThat(pin(decision).event()).isEqualTo(Pinned.Event.REFRESHED);
    }

    Decision last = shop.decide(carrying(CHECKOUT, decision), 24 * HOUR, null);

    assertThat(pin(last).refused()).isEqualTo(Pinned.Event.EXPIRED);
  }

  @ParameterizedTest
  @MethodSource
  void decide_cookieThatIsNotOurs_isRefusedAndTheRequestDecidedWithout(
      String cookie, Pinned.Event refused) {
    Decision.Serve serve = shop("0%").serve(CATALOG.cookie("cf_pin", cookie));

    assertThat(serve.reason()).isEqualTo(Decision.Reason.BUCKET);
    assertThat(pin(serve).refused()).isEqualTo(refused);
    assertThat(pin(serve).ticket()).isNull();
    assertThat(pin(serve).isWritten()).isFalse();
  }

  static Stream<Arguments> decide_cookieThatIsNotOurs_isRefusedAndTheRequestDecidedWithout() {
    TestShop other =
        TestShop.of(
            units("100%", "")
                .replace("checkout:\n    start", "basket:\n    start")
                .replace("pin: checkout", "pin: basket"));
    String foreign = pin(other.decide(CHECKOUT)).cookieValue();
    String good = pin(shop("100%").decide(CHECKOUT)).cookieValue();
    return Stream.of(
        argumentSet("empty", "", Pinned.Event.FORGED),
        argumentSet("anything", "next", Pinned.Event.FORGED),
        argumentSet("the backend changed", good.replace("next", "legacy"), Pinned.Event.FORGED),
        argumentSet("cut off", good.substring(0, good.length() - 1), Pinned.Event.FORGED),
        argumentSet("huge", good + "x".repeat(5_000), Pinned.Event.FORGED),
        argumentSet("of a pin that is no more", foreign, Pinned.Event.FOREIGN));
  }

  @Test
  void decide_backendDown_holds() {
    TestShop up = shop("100%");
    TestHead pinned = carrying(CHECKOUT, up.decide(CHECKOUT));
    TestShop down =
        TestShop.of(units("100%", ""), up.live().with(backend -> !backend.equals("next")));

    Decision decision = down.decide(pinned);

    assertThat(decision).isInstanceOf(Decision.Hold.class);
    assertThat(pin(decision).event()).isEqualTo(Pinned.Event.HELD);
    assertThat(down.serve(carrying(CATALOG, up.decide(CHECKOUT))).backend()).isEqualTo("legacy");
  }

  @Test
  void decide_backendDownAndThePolicyIsToMove_movesForGood() {
    String moving = units("100%", "onBackendDown: move");
    TestShop up = TestShop.of(moving);
    TestHead pinned = carrying(CHECKOUT, up.decide(CHECKOUT));
    TestShop down = TestShop.of(moving, up.live().with(backend -> !backend.equals("next")));

    Decision.Serve moved = down.serve(pinned);

    assertThat(moved.backend()).isEqualTo("legacy");
    assertThat(pin(moved).event()).isEqualTo(Pinned.Event.MOVED);
    assertThat(up.serve(carrying(CHECKOUT, moved)).backend()).isEqualTo("legacy");
  }

  private static String rolling(String policy) {
    return units("100%", policy)
        .replace(
            "exposure: { percent: 100% }",
            "rollout: { stages: [ { percent: 50%, hold: 1h }, { percent: 100%, hold: 1h } ] }");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void decide_rolledBackSince_followsThePolicy(String policy, String backend) {
    TestShop shop = TestShop.of(rolling("onRollback: " + policy));
    Dials.Dial dial = shop.live().dials().of("checkout");
    dial.turnTo(new Exposed(10_000, Buckets.salted("checkout"), false, 0));
    TestHead pinned = carrying(CHECKOUT, shop.decide(CHECKOUT, HOUR, null));

    dial.turnTo(new Exposed(0, Buckets.salted("checkout"), false, HOUR + 60_000));

    Decision decision = shop.decide(pinned, HOUR + 120_000, null);
    assertThat(decision.route().backend()).isEqualTo(backend);
  }

  static Stream<Arguments> decide_rolledBackSince_followsThePolicy() {
    return Stream.of(Arguments.of("finish", "next"), Arguments.of("evict", "legacy"));
  }

  @Test
  void isCompletedBy_endWithItsStatus_is() {
    TestShop shop = shop("100%");
    TestHead end = carrying(TestHead.get("/checkout/thank-you").by("ada"), shop.decide(CHECKOUT));

    Pinned pinned = pin(shop.decide(end));

    assertThat(pinned.isCompletedBy(end, 200)).isTrue();
    assertThat(pinned.isCompletedBy(end, 500)).isFalse();
    assertThat(pin(shop.decide(carrying(CHECKOUT, shop.decide(CHECKOUT)))).mayEnd()).isFalse();
  }
}
