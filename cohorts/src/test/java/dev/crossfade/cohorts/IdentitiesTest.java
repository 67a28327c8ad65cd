package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.config.model.Identity;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdentitiesTest {
  private static final TestHead NAVIGATION = TestHead.get().with("accept", "text/html,*/*;q=0.8");
  private static final TestHead ASSET = TestHead.get().with("accept", "image/avif,*/*;q=0.8");

  private final Identities identities =
      Identities.of(new Identity("cf_id", "x-user-id", Duration.ofDays(365)));

  @Test
  void recognise_cookie_isTheSameVisitorEverywhere() {
    Identities.Recognised atHome =
        identities.recognise(NAVIGATION.from("192.0.2.1").with("cookie", "cf_id=abc123"));
    Identities.Recognised onTheRoad =
        identities.recognise(ASSET.from("198.51.100.7").with("cookie", "lang=de; cf_id=abc123"));

    assertThat(onTheRoad).isEqualTo(atHome);
    assertThat(atHome.fresh()).isNull();
  }

  @Test
  void recognise_differentCookies_areDifferentVisitors() {
    assertThat(identities.recognise(ASSET.with("cookie", "cf_id=abc")))
        .isNotEqualTo(identities.recognise(ASSET.with("cookie", "cf_id=abd")));
  }

  @Test
  void recognise_userOfATrustedHop_winsOverTheCookie() {
    TestHead user = ASSET.byTrustedHop().with("x-user-id", "customer 42");

    assertThat(identities.recognise(user.with("cookie", "cf_id=abc")))
        .isEqualTo(identities.recognise(user.with("cookie", "cf_id=xyz")))
        .isNotEqualTo(identities.recognise(ASSET.byTrustedHop().with("cookie", "cf_id=abc")));
  }

  @Test
  void recognise_userOfAnUntrustedClient_isNotBelieved() {
    TestHead visitor = ASSET.with("cookie", "cf_id=abc");

    assertThat(identities.recognise(visitor.with("x-user-id", "42")))
        .isEqualTo(identities.recognise(visitor));
  }

  @Test
  void recognise_emptyUserOfATrustedHop_fallsBackToTheCookie() {
    TestHead visitor = ASSET.byTrustedHop().with("cookie", "cf_id=abc");

    assertThat(identities.recognise(visitor.with("x-user-id", "")))
        .isEqualTo(identities.recognise(visitor));
  }

  @Test
  void recognise_userNameSentAsCookie_isNotThatUser() {
    TestHead user = ASSET.byTrustedHop().with("x-user-id", "ada");

    assertThat(identities.recognise(ASSET.with("cookie", "cf_id=ada")))
        .isNotEqualTo(identities.recognise(user));
  }

  @Test
  void recognise_withoutUserHeaderConfigured_readsNone() {
    Identities plain = Identities.of(new Identity("cf_id", null, Duration.ofDays(365)));
    TestHead visitor = ASSET.byTrustedHop().with("cookie", "cf_id=abc");

    assertThat(plain.recognise(visitor.with("x-user-id", "42")))
        .isEqualTo(plain.recognise(visitor));
  }

  @ParameterizedTest
  @MethodSource
  void recognise_navigationWithoutCookie_getsAFreshIdentity(TestHead navigation) {
    Identities.Recognised first = identities.recognise(navigation);
    Identities.Recognised second = identities.recognise(navigation);

    assertThat(first.fresh()).matches("[A-Za-z0-9_-]{22}");
    assertThat(second.fresh()).isNotEqualTo(first.fresh());
  }

  static Stream<Arguments> recognise_navigationWithoutCookie_getsAFreshIdentity() {
    return Stream.of(
        argumentSet("GET that prefers HTML", NAVIGATION),
        argumentSet(
            "fetch metadata says navigate",
            TestHead.get().with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document")),
        argumentSet(
            "fetch metadata wins over Accept",
            ASSET.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "document")));
  }

  @ParameterizedTest
  @MethodSource
  void recognise_anythingElseWithoutCookie_isKnownByAddressAndAgent(TestHead head) {
    TestHead request = head.with("user-agent", "curl/8");

    Identities.Recognised visitor = identities.recognise(request);

    assertThat(visitor.fresh()).isNull();
    assertThat(identities.recognise(request)).isEqualTo(visitor);
    assertThat(identities.recognise(request.from("198.51.100.7"))).isNotEqualTo(visitor);
    assertThat(identities.recognise(request.with("user-agent", "curl/9"))).isNotEqualTo(visitor);
  }

  static Stream<Arguments> recognise_anythingElseWithoutCookie_isKnownByAddressAndAgent() {
    return Stream.of(
        argumentSet("an image", ASSET),
        argumentSet("no Accept at all", TestHead.get()),
        argumentSet("anything is accepted", TestHead.get().with("accept", "*/*")),
        argumentSet("POST of a form", NAVIGATION.method("POST")),
        argumentSet("HEAD", NAVIGATION.method("HEAD")),
        argumentSet("a fetch that accepts HTML", NAVIGATION.with("sec-fetch-mode", "cors")),
        argumentSet(
            "a navigation of a frame",
            NAVIGATION.with("sec-fetch-mode", "navigate").with("sec-fetch-dest", "iframe")));
  }

  @Test
  void recognise_noUserAgent_isKnownByAddress() {
    assertThat(identities.recognise(ASSET.from("192.0.2.1")))
        .isEqualTo(identities.recognise(ASSET.from("192.0.2.1")))
        .isNotEqualTo(identities.recognise(ASSET.from("192.0.2.2")));
  }

  @Test
  void recognise_issuedIdentityComesBack_isTheVisitorItWasIssuedTo() {
    Identities.Recognised issued = identities.recognise(NAVIGATION);

    Identities.Recognised back =
        identities.recognise(ASSET.with("cookie", "cf_id=" + issued.fresh()));

    assertThat(back.key()).isEqualTo(issued.key());
    assertThat(back.fresh()).isNull();
  }

  @ParameterizedTest
  @MethodSource
  void recognise_malformedCookie_isAsIfThereWereNone(String cookie) {
    assertThat(identities.recognise(ASSET.with("cookie", cookie)))
        .isEqualTo(identities.recognise(ASSET));
    assertThat(identities.recognise(NAVIGATION.with("cookie", cookie)).fresh()).isNotNull();
  }

  static Stream<Arguments> recognise_malformedCookie_isAsIfThereWereNone() {
    return Stream.of(
        argumentSet("empty", "cf_id="),
        argumentSet("quoted and empty", "cf_id=\"\""),
        argumentSet("too long", "cf_id=" + "a".repeat(129)),
        argumentSet("a space within", "cf_id=a b"),
        argumentSet("markup", "cf_id=<script>"),
        argumentSet("beyond ASCII", "cf_id=é"),
        argumentSet("an equals sign", "cf_id=YWJj=="),
        argumentSet("a control character", "cf_id=a\u0001b"));
  }

  @ParameterizedTest
  @MethodSource
  void recognise_anotherIssuersToken_isTaken(String token) {
    assertThat(identities.recognise(ASSET.with("cookie", "cf_id=" + token)))
        .isNotEqualTo(identities.recognise(ASSET));
  }

  static Stream<Arguments> recognise_anotherIssuersToken_isTaken() {
    return Stream.of(
        argumentSet("a UUID", "123e4567-e89b-12d3-a456-426614174000"),
        argumentSet("analytics", "GA1.2.1234_56"),
        argumentSet("the longest", "a".repeat(128)),
        argumentSet("quoted", "\"abc\""));
  }

  @Test
  void recognise_manyFreshIdentities_neverRepeat() {
    Set<Long> keys = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      keys.add(identities.recognise(NAVIGATION).key());
    }

    assertThat(keys).hasSize(10_000);
  }
}
