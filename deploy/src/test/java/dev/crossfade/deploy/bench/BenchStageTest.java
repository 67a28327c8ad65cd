package dev.crossfade.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a stage reads of processes. */
class BenchStageTest {
  @Test
  void compilerMicros_ofAJvm_isSome_andOfWhatIsNone_isNothing() throws Exception {
    assumeThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
    Process none = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(BenchStage.compilerMicros(none.pid())).isZero();
    } finally {
      none.destroy();
    }
    assertThat(BenchStage.compilerMicros(ProcessHandle.current().pid())).isPositive();
  }
}
