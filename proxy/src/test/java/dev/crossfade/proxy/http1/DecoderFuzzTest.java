package dev.crossfade.proxy.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.crossfade.proxy.http1.Decoded.Delivery;
import io.netty.handler.codec.http.HttpMethod;

/**
 * Any bytes are messages or broken, the same whole and byte by byte, never an exception. Runs its
 * seeds as a test; {@code JAZZER_FUZZ=1 mvn -pl proxy -am -Dtest=DecoderFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false test} looks for more.
 */
class DecoderFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void requests(byte[] bytes) {
    assertThat(request(bytes, Delivery.BYTE_BY_BYTE)).isEqualTo(request(bytes, Delivery.WHOLE));
  }

  @FuzzTest(maxDuration = "5m")
  void answers(byte[] bytes) {
    assertThat(answer(bytes, Delivery.BYTE_BY_BYTE)).isEqualTo(answer(bytes, Delivery.WHOLE));
  }

  private static Decoded request(byte[] bytes, Delivery delivery) {
    return Decoded.of(new RequestDecoder(256, 512, 10, _ -> {}), bytes, delivery, true);
  }

  private static Decoded answer(byte[] bytes, Delivery delivery) {
    ResponseDecoder decoder = new ResponseDecoder();
    decoder.onRequest(HttpMethod.GET);
    return Decoded.of(decoder, bytes, delivery, true);
  }
}
