package dev.crossfade.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What values mean once they are read. */
class ValuesTest {
  @ParameterizedTest(name = "{0} holds {1}: {2}")
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, ::1, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "203.0.113.7, 203.0.113.7, true",
    "203.0.113.7, 203.0.113.6, false",
    "10.128.0.0/9, 10.127.255.255, false",
    "10.128.0.0/9, 10.128.0.0, true",
    "192.0.2.4/30, 192.0.2.7, true",
    "192.0.2.4/30, 192.0.2.8, false",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::1, false",
    "2001:db8::/33, 2001:db8:8000::, false",
    "::/0, 2001:db8::1, true",
    "::/0, 10.0.0.1, false"
  })
  void contains_anAddress_asThePrefixSays(String range, String address, boolean held) {
    assertThat(Cidr.parse(range).contains(InetAddress.ofLiteral(address).getAddress()))
        .isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:1", "127.9.8.7:1", "localhost:1", "[::1]:1"})
  void isLoopback_onlyThisMachine_isTrue(String text) {
    assertThat(HostPort.parse(text).isLoopback()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:1", "[::]:1", "10.0.0.1:1", "127.example:1", "local:1"})
  void isLoopback_reachableFromElsewhere_isFalse(String text) {
    assertThat(HostPort.parse(text).isLoopback()).isFalse();
  }

  @ParameterizedTest(name = "{0} is {1}:{2}")
  @CsvSource({
    "http://a, a, 80",
    "https://a/, a, 443",
    "http://a:8080/, a, 8080",
    "http://[::1], ::1, 80",
    "https://[::1]:8443, ::1, 8443"
  })
  void parse_anEndpoint_knowsItsPort(String text, String host, int port) {
    assertThat(Endpoint.parse(text).address()).isEqualTo(new HostPort(host, port));
  }

  @ParameterizedTest(name = "{0} matches {1}: {2}")
  @CsvSource({
    "2xx, 200, true",
    "2xx, 299, true",
    "2xx, 300, false",
    "2xx, 199, false",
    "404, 404, true",
    "404, 405, false"
  })
  void matches_aStatus_byClassOrExactly(String pattern, int status, boolean matches) {
    assertThat(StatusPattern.parse(pattern).matches(status)).isEqualTo(matches);
  }

  @ParameterizedTest(name = "{1} {0}: {2}")
  @CsvSource({
    "< 5, 4.9, true",
    "< 5, 5, false",
    "<= 5, 5, true",
    "> 5, 5, false",
    ">= 5, 5, true",
    "== 0, 0, true",
    "== 0, -0.0, true",
    "!= 0, 0, false",
    "!= 0, 1, true",
    "< 5, NaN, false",
    "!= 5, NaN, false",
    "> 5, Infinity, true"
  })
  void holdsFor_aNumber_asTheOperatorSays(String expectation, double measured, boolean holds) {
    assertThat(Expectation.parse(expectation).holdsFor(measured)).isEqualTo(holds);
  }

  @Test
  void percentAndRatio_ofAShare_areItsNumbers() {
    Share share = Share.parse("12.5%");

    assertThat(share.percent()).isEqualTo(12.5);
    assertThat(share.ratio()).isEqualTo(0.125);
    assertThat(ShareDifference.parse("0.5pp").ratio()).isEqualTo(0.005);
  }

  @Test
  void asInt_moreThanAnIntHolds_isTheLargestInt() {
    assertThat(Size.parse("4GB").asInt()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Size.parse("8KB").asInt()).isEqualTo(8192);
  }

  @Test
  void compareTo_valuesOfDifferentUnits_isByAmount() {
    assertThat(Size.parse("1MB")).isGreaterThan(Size.parse("1023KB"));
    assertThat(Share.parse("9%")).isLessThan(Share.parse("10%"));
    assertThat(ShareDifference.parse("1pp")).isLessThan(ShareDifference.parse("1.01pp"));
  }

  /** Texts of the right look that are wrong all the same, with a part of what was expected. */
  static Stream<Arguments> lookalikes() {
    return Stream.of(
        refused(Cidr::parse, "10.0.0.1/8", "bits after the first 8"),
        refused(Cidr::parse, "10.0.0.0/33", "at most 32 bits"),
        refused(Cidr::parse, "256.0.0.0/8", "an address"),
        refused(Cidr::parse, "1.2.3", "an address"),
        refused(Cidr::parse, "a.b", "an address"),
        refused(Cidr::parse, "::1::", "an address"),
        refused(HostPort::parse, "[1:2]:80", "IPv6"),
        refused(HostPort::parse, "[10.0.0.1]:80", "IPv6"),
        refused(HostPort::parse, "256.0.0.1:80", "an address"),
        refused(HostPort::parse, "1.2.3:80", "an address"),
        refused(Endpoint::parse, "http://a:0", "1 to 65535"),
        refused(PathPattern::parse, "/a**/b", "whole segment"),
        refused(PathPattern::parse, "/***", "whole segment"),
        refused(Quantile::parse, "p0", "between"),
        refused(WeeklyWindow::parse, "Mon 08:00 - Mon 08:00", "another time"),
        refused(DateWindow::parse, "2026-02-30", "calendar"),
        refused(DateWindow::parse, "2026-12-18 - 2026-12-17", "not before"));
  }

  private static Arguments refused(Function<String, Object> parser, String text, String expected) {
    return Arguments.of(text, parser, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lookalikes")
  void parse_rightLookButWrong_saysWhatWasExpected(
      String text, Function<String, Object> parser, String expected) {
    assertThatThrownBy(() -> parser.apply(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void make_anImpossibleValue_isRefused() {
    assertThatThrownBy(() -> new Share(10_001)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ShareDifference(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Size(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Quantile(1)).isInstanceOf(IllegalArgumentException.class);
  }
}
