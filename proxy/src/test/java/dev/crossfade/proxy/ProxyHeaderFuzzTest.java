package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * Any bytes begin a header of the PROXY protocol, are one or are none, never an exception; and what
 * they are, and how many of them, does not depend on how they come. Runs its seeds as a test;
 * {@code JAZZER_FUZZ=1 mvn -pl proxy -am -Dtest=ProxyHeaderFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false test} looks for more.
 */
class ProxyHeaderFuzzTest {
  @FuzzTest(maxDuration = "5m")
  void headers(byte[] bytes) {
    ProxyHeader whole = parse(bytes, bytes.length);

    assertThat(byteByByte(bytes)).isEqualTo(whole);
  }

  /** The first that is told of more and more bytes; what is told of still more is the same. */
  private static ProxyHeader byteByByte(byte[] bytes) {
    ProxyHeader told = ProxyHeader.INCOMPLETE;
    for (int length = 0; length <= bytes.length; length++) {
      told = parse(bytes, length);
      if (told instanceof ProxyHeader.Whole whole) {
        assertThat(whole.length()).as("told with its last byte").isEqualTo(length);
      }
      if (!(told instanceof ProxyHeader.Incomplete)) {
        return told;
      }
    }
    return told;
  }

  private static ProxyHeader parse(byte[] bytes, int length) {
    ByteBuf in = Unpooled.wrappedBuffer(bytes, 0, length);
    ProxyHeader told = ProxyHeader.parse(in);
    assertThat(in.readerIndex()).as("reader index").isZero();
    return told;
  }
}
