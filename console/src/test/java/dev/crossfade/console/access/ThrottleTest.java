package dev.crossfade.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How long whoever tries tokens has to wait. */
class ThrottleTest {
  private final TestClock clock = new TestClock();
  private final Throttle throttle = new Throttle(clock);

  private static InetAddress address(String text) {
    return InetAddress.ofLiteral(text);
  }

  private static InetAddress address(int number) {
    return address("10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255));
  }

  @Test
  void failed_aFewTimes_costsNothing() {
    for (int i = 1; i < Throttle.FREE; i++) {
      assertThat(throttle.failed(address(1))).isZero();
    }
    assertThat(throttle.wait(address(1))).isZero();
  }

  @Test
  void failed_timeAndAgain_costsTwiceAsMuchEachTime() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      waits.add(throttle.failed(address(1)).toSeconds());
    }

    assertThat(waits)
        .containsExactly(
            0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
  }

  @Test
  void wait_passes() {
    for (int i = 0; i < 10; i++) {
      throttle.failed(address(1));
    }
    clock.pass(Duration.ofSeconds(31));
    assertThat(throttle.wait(address(1))).isEqualTo(Duration.ofSeconds(1));

    clock.pass(Duration.ofSeconds(1));

    assertThat(throttle.wait(address(1))).isZero();
  }

  @Test
  void failed_longAgo_isForgotten() {
    for (int i = 0; i < 10; i++) {
      throttle.failed(address(1));
    }
    clock.pass(Throttle.FORGOTTEN.multipliedBy(10));

    assertThat(throttle.failed(address(1))).isZero();
  }

  @Test
  void failed_fromOneAddress_isNotHeldAgainstAnother() {
    for (int i = 0; i < 10; i++) {
      throttle.failed(address(1));
    }

    assertThat(throttle.wait(address(2))).isZero();
  }

  /** One customer has 2^64 addresses of IPv6. */
  @Test
  void failed_fromAllOverOneNetworkOfIPv6_isOne() {
    for (int i = 0; i < 10; i++) {
      throttle.failed(address("2001:db8:0:1::" + Integer.toHexString(i)));
    }

    assertThat(throttle.wait(address("2001:db8:0:1:ffff::1"))).isPositive();
    assertThat(throttle.wait(address("2001:db8:0:2::1"))).isZero();
  }

  @Test
  void failed_fromVeryManyAddresses_makesNewOnesWait() {
    throttle.succeeded(address("192.0.2.7"));
    for (int i = 0; i < Throttle.FREE_OF_ALL + 10; i++) {
      throttle.failed(address(i));
    }

    assertThat(throttle.wait(address("192.0.2.8")))
        .isPositive()
        .isLessThanOrEqualTo(Throttle.LONGEST_OF_ALL);
    assertThat(throttle.wait(address("192.0.2.7"))).as("who was right before").isZero();
  }

  /** Seldom enough that people are not kept out for what happened over a day. */
  @Test
  void failed_nowAndThenByMany_makesNobodyWait() {
    for (int i = 0; i < 1_000; i++) {
      throttle.failed(address(i));
      clock.pass(Duration.ofSeconds(2));
    }

    assertThat(throttle.wait(address("192.0.2.8"))).isZero();
  }

  @Test
  void failed_fromMoreAddressesThanAreRemembered_forgetsTheOldest() {
    for (int i = 0; i < 10; i++) {
      throttle.failed(address("192.0.2.7"));
    }
    for (int i = 0; i < Throttle.MOST; i++) {
      throttle.failed(address(i));
      clock.pass(Duration.ofMillis(1));
    }
    clock.pass(Throttle.LONGEST_OF_ALL);

    assertThat(throttle.wait(address("192.0.2.7"))).isZero();
  }
}
