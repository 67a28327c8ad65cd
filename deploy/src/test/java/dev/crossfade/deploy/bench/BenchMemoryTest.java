package dev.crossfade.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Memory as it is told: by a gateway's metrics, and for a report. */
class BenchMemoryTest {
  private static final String METRICS =
      """
      # TYPE jvm_memory_used_bytes gauge
      jvm_memory_used_bytes{area="heap",id="Eden"} 1.5E6
      jvm_memory_used_bytes{area="heap",id="Old"} 500000.0
      jvm_memory_used_bytes{area="nonheap",id="Code"} 7.0
      """;

  @Test
  void sum_addsTheSamplesWithTheLabel() throws Exception {
    assertThat(BenchMemory.sum(METRICS, "jvm_memory_used_bytes", "area=\"heap\""))
        .isEqualTo(2_000_000);
  }

  @Test
  void sum_ofAMetricThatIsNotThere_isAFailureThatNamesIt() {
    assertThatThrownBy(() -> BenchMemory.sum(METRICS, "jvm_gc", "a=\"b\""))
        .isInstanceOf(IOException.class)
        .hasMessage("/metrics has no jvm_gc{a=\"b\"}");
  }

  @Test
  void growth_isToldForEachConnection() {
    BenchIdleCommand.Growth growth =
        new BenchIdleCommand.Growth(BenchPeer.CROSSFADE, 1_000, 1 << 20, 2 << 20);

    assertThat(growth.kilobytesEach()).isEqualTo(3.072);
    assertThat(growth.line())
        .isEqualTo(
            "Crossfade  3.07 KB a connection: process 1,024 KB, heap 2,048 KB, for 1,000"
                + " connections");
  }
}
