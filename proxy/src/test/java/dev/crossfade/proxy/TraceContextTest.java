package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context §3.2. */
class TraceContextTest {
  private static final String TOLD = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";

  @Test
  void traceThatWasTold_goesOnWithAnotherSpan() {
    String next = TraceContext.next(TOLD);

    assertThat(next).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-").endsWith("-00");
    assertThat(next).doesNotContain("00f067aa0ba902b7");
    assertThat(TraceContext.isWellFormed(next)).isTrue();
  }

  @Test
  void noTrace_beginsOne() {
    assertThat(TraceContext.isWellFormed(TraceContext.next(null))).isTrue();
    assertThat(TraceContext.next(null)).isNotEqualTo(TraceContext.next(null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-00",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-00",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-00",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-00"
      })
  void malformedTrace_isNoneAndAnotherBegins(String told) {
    assertThat(TraceContext.isWellFormed(told)).isFalse();
    assertThat(TraceContext.next(told)).doesNotContain("4bf92f35");
  }
}
