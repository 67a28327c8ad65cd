package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Case 40 of docs/wire-safety.md, its second half: requests that go around in a circle. */
class WireSafetyHopsTest {
  private static final String US = Forwarding.PSEUDONYM;
  private static final String TRUSTING = "trust: { proxies: [ 127.0.0.0/8 ] }";

  @ParameterizedTest(name = "40 (RFC 9110 §7.6.3): \"{0}\" under \"{1}\", {2}")
  @MethodSource
  void via_ofOurOwn_isALoop(String via, String setting, Visit.Version version) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront).and(setting))) {
      assertThat(version.ask(gateway, "GET", "/", "via", via).status()).isEqualTo(508);
      assertThat(storefront.connections()).isZero();
    }
  }

  static Stream<Arguments> via_ofOurOwn_isALoop() {
    return Stream.of("1.1 " + US, "1.0 cdn, 1.1 " + US, "1.1 " + US + ", 2 cdn")
        .flatMap(via -> Stream.of("", TRUSTING).map(setting -> new String[] {via, setting}))
        .flatMap(
            both -> Stream.of(Visit.Version.values()).map(v -> Arguments.of(both[0], both[1], v)));
  }

  @ParameterizedTest(name = "40 (RFC 9110 §7.6.3): \"{0}\" is somebody else")
  @CsvSource(
      delimiter = ';',
      value = {"1.1 cdn", "1.1 crossfade", "1.1 crossfade-another", "1.1 a (crossfade)"})
  void via_ofOthers_isNoLoop(String via) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront).and(TRUSTING))) {
      assertThat(Visit.Version.HTTP_1.ask(gateway, "GET", "/", "via", via).status()).isEqualTo(200);
      assertThat(storefront.requests().getFirst().headers("via")).containsExactly(via, "1.1 " + US);
    }
  }

  @ParameterizedTest(name = "40 (RFC 9110 §7.6.2): OPTIONS that may go no further, {0}")
  @EnumSource
  void options_thatMayGoNoFurther_areAnsweredByTheGateway(Visit.Version version)
      throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(version.ask(gateway, "OPTIONS", "/", "max-forwards", "0").status()).isIn(200, 204);
      assertThat(storefront.connections()).isZero();
    }
  }

  @ParameterizedTest(name = "40 (RFC 9110 §7.6.2): TRACE that may go no further, {0}")
  @EnumSource
  void trace_thatMayGoNoFurther_isAnsweredByTheGateway(Visit.Version version) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(version.ask(gateway, "TRACE", "/", "max-forwards", "0").status())
          .isIn(200, 405, 501);
      assertThat(storefront.connections()).isZero();
    }
  }

  @ParameterizedTest(name = "40 (RFC 9110 §7.6.2): OPTIONS that may go further, {0}")
  @EnumSource
  void options_thatMayGoFurther_areCountedDown(Visit.Version version) throws IOException {
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(version.ask(gateway, "OPTIONS", "/", "max-forwards", "3").status()).isEqualTo(200);
      assertThat(storefront.requests().getFirst().header("max-forwards")).isEqualTo("2");
    }
  }
}
