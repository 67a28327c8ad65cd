package dev.crossfade.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a value prints, it reads back as the same value; the file and every answer agree. */
class RoundTripTest {
  /** Fixed, so that a failure can be repeated. */
  private static final long SEED = 20_261_121;

  private static final int TIMES = 2_000;

  static Stream<Arguments> parsers() {
    return Stream.of(
        type("Share", Share.PATTERN, Share::parse, random -> new Share(random.nextInt(10_001))),
        type(
            "ShareDifference",
            ShareDifference.PATTERN,
            ShareDifference::parse,
            random -> new ShareDifference(random.nextInt(10_001))),
        type("Size", Size.PATTERN, Size::parse, RoundTripTest::anySize),
        type("HostPort", HostPort.PATTERN, HostPort::parse, RoundTripTest::anyHostPort),
        type(
            "Endpoint",
            Endpoint.PATTERN,
            Endpoint::parse,
            random -> new Endpoint(random.nextBoolean(), anyHostPort(random))),
        type("Cidr", Cidr.PATTERN, Cidr::parse, RoundTripTest::anyCidr),
        type(
            "StatusPattern",
            StatusPattern.PATTERN,
            StatusPattern::parse,
            random ->
                StatusPattern.parse(
                    random.nextBoolean()
                        ? 1 + random.nextInt(5) + "xx"
                        : Integer.toString(100 + random.nextInt(500)))),
        type(
            "RetryCause",
            RetryCause.PATTERN,
            RetryCause::parse,
            random ->
                random.nextBoolean()
                    ? new RetryCause(RetryCause.Kind.STATUS, 400 + random.nextInt(200))
                    : RetryCause.parse(any(random, "connect", "reset-before-response"))),
        type(
            "Quantile",
            Quantile.PATTERN,
            Quantile::parse,
            random -> Quantile.parse("p" + (1 + random.nextInt(99_999)) / 1_000.0)),
        type(
            "Expectation",
            Expectation.PATTERN,
            Expectation::parse,
            random ->
                new Expectation(
                    any(random, Expectation.Operator.values()),
                    (random.nextInt(2_000_000) - 1_000_000) / 100.0)),
        type("WeeklyWindow", WeeklyWindow.PATTERN, WeeklyWindow::parse, RoundTripTest::anyWindow),
        type(
            "DateWindow",
            DateWindow.PATTERN,
            DateWindow::parse,
            random -> {
              LocalDate from = LocalDate.of(2000, 1, 1).plusDays(random.nextInt(36_500));
              return new DateWindow(from, from.plusDays(random.nextInt(100)));
            }));
  }

  private static Arguments type(
      String name,
      String pattern,
      Function<String, Object> parser,
      Function<Random, Object> generator) {
    return Arguments.of(name, pattern, parser, generator);
  }

  @SafeVarargs
  private static <T> T any(Random random, T... of) {
    return of[random.nextInt(of.length)];
  }

  private static Size anySize(Random random) {
    return new Size((long) random.nextInt(1_000_000) << (10 * random.nextInt(4)));
  }

  private static HostPort anyHostPort(Random random) {
    String host = any(random, "0.0.0.0", "10.1.2.3", "::", "2001:db8::1", "shop_1.internal");
    return new HostPort(host, 1 + random.nextInt(65_535));
  }

  private static Cidr anyCidr(Random random) {
    byte[] address = new byte[random.nextBoolean() ? 4 : 16];
    random.nextBytes(address);
    address[0] = 0x2a; // an IPv4 address in the clothes of IPv6 would print as IPv4
    int prefix = 8 + random.nextInt(address.length * 8 - 7);
    for (int bit = prefix; bit < address.length * 8; bit++) {
      address[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
    }
    try {
      return new Cidr(InetAddress.getByAddress(address), prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WeeklyWindow anyWindow(Random random) {
    return new WeeklyWindow(
        DayOfWeek.of(1 + random.nextInt(7)),
        LocalTime.of(random.nextInt(12), random.nextInt(60)),
        DayOfWeek.of(1 + random.nextInt(7)),
        LocalTime.of(12 + random.nextInt(12), random.nextInt(60)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parsers")
  void parse_whatAValuePrints_givesTheSameValue(
      String name,
      String pattern,
      Function<String, Object> parser,
      Function<Random, Object> generator) {
    Random random = new Random(SEED);
    for (int i = 0; i < TIMES; i++) {
      Object value = generator.apply(random);

      String printed = value.toString();

      assertThat(printed).as("%s by its pattern", name).matches(pattern);
      assertThat(parser.apply(printed)).as(printed).isEqualTo(value);
    }
  }

  @Test
  void parse_everyShareThereIs_givesTheSameShare() {
    assertThat(IntStream.rangeClosed(0, Share.WHOLE).mapToObj(Share::new))
        .allMatch(share -> Share.parse(share.toString()).equals(share))
        .allMatch(share -> share.toString().matches(Share.PATTERN));
  }

  @Test
  void parse_anyPrintedDuration_givesTheSameDuration() {
    Random random = new Random(SEED);
    for (int i = 0; i < TIMES; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 50)));

      String printed = Durations.print(duration);

      assertThat(printed).matches(Durations.PATTERN);
      assertThat(Durations.parse(printed)).isEqualTo(duration);
    }
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "0s, 0s",
    "500ms, 500ms",
    "1000ms, 1s",
    "90s, 1m30s",
    "1h30m, 1h30m",
    "24h, 1d",
    "365d, 365d",
    "1s1s, 2s",
    "1ms1s1m1h1d, 1d1h1m1s1ms"
  })
  void print_aParsedDuration_isItsShortestForm(String text, String shortest) {
    assertThat(Durations.print(Durations.parse(text))).isEqualTo(shortest);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0B, 0B", "1024B, 1KB", "1536B, 1536B", "2048MB, 2GB", "8KB, 8KB", "0GB, 0B"})
  void print_aParsedSize_isItsShortestForm(String text, String shortest) {
    assertThat(Size.parse(text)).hasToString(shortest);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({"0%, 0%", "100.00%, 100%", "0.50%, 0.5%", "05%, 5%", "10%, 10%", "0.01%, 0.01%"})
  void print_aParsedShare_isItsShortestForm(String text, String shortest) {
    assertThat(Share.parse(text)).hasToString(shortest);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "< 5, < 5",
    "<=0.50, <= 0.5",
    "==  0, == 0",
    "!= -1.25, != -1.25",
    "> 100000000000000, > 100000000000000"
  })
  void print_aParsedExpectation_isItsShortestForm(String text, String shortest) {
    assertThat(Expectation.parse(text)).hasToString(shortest);
  }
}
