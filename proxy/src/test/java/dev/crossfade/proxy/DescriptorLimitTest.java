package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How we know that descriptors are short, before and when they are. */
class DescriptorLimitTest {
  @Test
  void isReached_whateverIsWrappedAroundIt_isSeen() {
    IOException epoll = new IOException("accept(..) failed with error(-24): Too many open files");

    assertThat(DescriptorLimit.isReached(epoll)).isTrue();
    assertThat(DescriptorLimit.isReached(new ChannelException("no channel", epoll))).isTrue();
    assertThat(DescriptorLimit.isReached(new IOException("Connection refused"))).isFalse();
    assertThat(DescriptorLimit.isReached(new IOException())).isFalse();
  }

  @ParameterizedTest(name = "ulimit -n {0} for {1} connections warns: {2}")
  @CsvSource({"40200,20000,false", "40199,20000,true", "256,1,false", "1024,20000,true"})
  void warning_forFewerThanTwoEach_saysHowMany(long most, int connections, boolean warns) {
    String warning = DescriptorLimit.warning(most, connections);

    if (warns) {
      assertThat(warning).contains("ulimit -n: " + most).contains("expected: 40200");
    } else {
      assertThat(warning).isNull();
    }
  }
}
