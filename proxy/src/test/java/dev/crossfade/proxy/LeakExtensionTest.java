package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** That the other tests of this module can fail for a leak. */
class LeakExtensionTest {
  @Test
  void afterAll_bufferLost_failsTheClass() {
    EngineExecutionResults results = run(Careless.class);

    results.testEvents().assertStatistics(events -> events.succeeded(1).failed(0));
    results
        .containerEvents()
        .assertThatEvents()
        .haveExactly(
            1,
            event(
                container(Careless.class),
                finishedWithFailure(message(text -> text.contains("ByteBuf was not released")))));
  }

  @Test
  void afterAll_bufferReleased_passesTheClass() {
    EngineExecutionResults results = run(Careful.class);

    results.testEvents().assertStatistics(events -> events.succeeded(1));
    results.containerEvents().assertStatistics(events -> events.failed(0));
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
        .selectors(selectClass(tests))
        .execute();
  }

  /** Run by the test above only: surefire does not look into classes. */
  static final class Careless {
    @Test
    void buffer_neverReleased() {
      ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(16);
      assertThat(buffer.refCnt()).isOne();
    }
  }

  static final class Careful {
    @Test
    void buffer_released() {
      ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(16);
      assertThat(buffer.release()).isTrue();
    }
  }
}
