package dev.crossfade.proxy.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.crossfade.proxy.http1.Decoded.Delivery;

/**
 * Any bytes are messages or broken, the same whole and byte by byte, never an exception. Runs its
 * seeds as a test; {@code JAZZER_FUZZ=1 mvn -pl proxy -am -Dtest=RequestsFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false test} looks for more.
 */
class RequestsFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void requests(byte[] bytes) {
    assertThat(request(bytes, Delivery.BYTE_BY_BYTE)).isEqualTo(request(bytes, Delivery.WHOLE));
  }

  private static Decoded request(byte[] bytes, Delivery delivery) {
    return Decoded.of(HeadParser.ofRequests(256, 512, 10), bytes, delivery);
  }
}
