package dev.crossfade.loadtest.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.loadtest.rate.RatePlan.Protocol;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads as their target sees them, and what is told of them. Nothing here depends on speed. */
@Timeout(60)
class RateLoadTest {
  private static final Duration SHORT = Duration.ofMillis(300);

  private static RatePlan plan(String url, Protocol protocol, double rate) {
    return new RatePlan(URI.create(url), protocol, rate, SHORT, 3, 2, List.of("Cookie: a=b"));
  }

  /** As many as were due were asked, whatever the machine was doing. */
  @ParameterizedTest
  @EnumSource(Protocol.class)
  void run_atARate_asksAsOftenAsIsDue(Protocol protocol) throws Exception {
    try (EchoTarget target = new EchoTarget(protocol)) {
      RateResult result = RateLoad.run(plan(target.url("http"), protocol, 100));

      assertThat(result.examples()).isEmpty();
      assertThat(result.answered() + result.unsent()).isEqualTo(30);
      assertThat(result.latency().getTotalCount()).isEqualTo(30);
      assertThat(result.statuses()).containsOnlyKeys(protocol == Protocol.WEBSOCKET ? 101 : 200);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Protocol.class,
      names = {"H1", "H2"})
  void run_withFields_sendsThem(Protocol protocol) throws Exception {
    try (EchoTarget target = new EchoTarget(protocol)) {
      RateResult result = RateLoad.run(plan(target.url("http"), protocol, 50));

      assertThat(target.cookies()).isNotEmpty().containsOnly("a=b");
      assertThat(result.bytes()).isEqualTo(result.answered() * EchoTarget.LENGTH);
    }
  }

  @Test
  void run_asFastAsAnswersCome_isAClosedLoop() throws Exception {
    try (EchoTarget target = new EchoTarget(Protocol.H1)) {
      RateResult result = RateLoad.run(plan(target.url("http"), Protocol.H1, RatePlan.MAX));

      assertThat(result.isFlawless()).isTrue();
      assertThat(result.answered()).isEqualTo(target.cookies().size());
    }
  }

  @Test
  void run_whenConnectionsEndWithAnAnswer_opensOthers() throws Exception {
    try (EchoTarget target = new EchoTarget(Protocol.H1)) {
      target.closeAfterEachAnswer();

      RateResult result = RateLoad.run(plan(target.url("http"), Protocol.H1, 100));

      assertThat(result.examples()).isEmpty();
      assertThat(result.answered() + result.unsent()).isEqualTo(30);
    }
  }

  @Test
  void run_whenAnswersAreBad_countsThemAsFailed() throws Exception {
    try (EchoTarget target = new EchoTarget(Protocol.H1)) {
      target.answer(HttpResponseStatus.BAD_GATEWAY);

      RateResult result = RateLoad.run(plan(target.url("http"), Protocol.H1, 100));

      assertThat(result.answered()).isZero();
      assertThat(result.failed()).isPositive();
      assertThat(result.statuses()).containsOnlyKeys(502);
      assertThat(result.examples()).contains("status 502");
    }
  }

  /** Coordinated omission: what could not be asked in time still waited. */
  @Test
  void run_whenNothingIsAnswered_tellsEveryRequestThatWasDue() throws Exception {
    try (EchoTarget target = new EchoTarget(Protocol.H1)) {
      target.neverAnswer();

      RateResult result = RateLoad.run(plan(target.url("http"), Protocol.H1, 100));

      assertThat(result.answered()).isZero();
      assertThat(result.failed()).isEqualTo(3);
      assertThat(result.unsent()).isEqualTo(27);
      assertThat(result.latency().getTotalCount()).isEqualTo(30);
      assertThat(result.isFlawless()).isFalse();
    }
  }

  @Test
  void run_whenAnotherTextComesBack_countsAFailure() throws Exception {
    try (EchoTarget target = new EchoTarget(Protocol.WEBSOCKET)) {
      target.addToEchoes("!");

      RateResult result = RateLoad.run(plan(target.url("ws"), Protocol.WEBSOCKET, 100));

      assertThat(result.answered()).isZero();
      assertThat(result.examples().getFirst()).contains("!\" came back (expected: \"message ");
    }
  }

  @Test
  void run_whenNobodyListens_saysSo() {
    assertThatThrownBy(() -> RateLoad.run(plan("http://127.0.0.1:1/", Protocol.H1, 100)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http://127.0.0.1:1/")
        .hasMessageContaining("refused");
  }
}
