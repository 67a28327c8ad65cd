package dev.crossfade.deploy.gates;

import static dev.crossfade.deploy.gates.RawServer.response;
import static dev.crossfade.deploy.gates.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.rollout.StageView;
import dev.crossfade.rollout.gates.Difference;
import dev.crossfade.rollout.gates.Difference.Bad;
import dev.crossfade.rollout.gates.Difference.Scale;
import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts from what was heard: time passes only where a test says so, questions come quickly. */
class ExternalGatesTest {
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final String NONE_YET = "open: no answer yet at this stage: hold";

  private final TestTicker ticker = new TestTicker();
  private ExternalGates gates = gates(LONG);

  /** What the server answers next; it waits where there is nothing. */
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    gates.close();
  }

  @Test
  void verdicts_beforeTheFirstAnswer_hold() throws Exception {
    try (RawServer server = queued()) {
      configure(server);

      assertThat(said()).isEqualTo(NONE_YET);
    }
  }

  @Test
  void verdicts_afterAnAnswer_haveItsNumber() throws Exception {
    try (RawServer server = queued()) {
      configure(server);
      answer(0);

      awaitSaid("open: 0, expected == 0: pass");

      Verdict verdict = gates.verdicts("catalog", stage(1, 2_500)).getFirst();
      assertThat(verdict)
          .isEqualTo(
              new Verdict(
                  "open",
                  Says.PASS,
                  verdict.sentence(),
                  null,
                  0.0,
                  1,
                  new Difference(Scale.NUMBER, null, 0, null, 0, Bad.ELSEWHERE)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'7', 'open: 7, expected == 0, asked again before it counts: hold'",
    "'7 7', 'open: 7, expected == 0: fail'",
    "'7 0', 'open: 0, expected == 0: pass'",
    "'7 0 7', 'open: 7, expected == 0, asked again before it counts: hold'",
    "'7 x 7', 'open: 7, expected == 0: fail'",
    "'7 7 7', 'open: 7, expected == 0: fail'",
    "'7 7 0', 'open: 0, expected == 0: pass'",
    "'0 x', 'open: HERE answered 500, last answer 2026-11-21T12:00:00Z: hold'",
    "'x', 'open: HERE answered 500: hold'"
  })
  void verdicts_afterAnswers_failOnlyByTwoInARow(String numbers, String sentence) throws Exception {
    try (RawServer server = queued()) {
      configure(server);
      for (String number : numbers.split(" ", -1)) {
        answers.add(number.equals("x") ? response(500, "") : number(number));
      }
      int questions = numbers.split(" ", -1).length + 1;
      await().until(() -> said() != null && server.asked.size() == questions);

      assertThat(said()).isEqualTo(sentence.replace("HERE", server.url("/count")));
    }
  }

  @Test
  void verdicts_threeIntervalsAfterTheLastAnswer_hold() throws Exception {
    try (RawServer server = queued()) {
      configure(server);
      answer(0);
      awaitSaid("open: 0, expected == 0: pass");

      ticker.pass(INTERVAL.multipliedBy(3));
      assertThat(said()).endsWith(": pass");
      ticker.pass(Duration.ofMillis(1));

      assertThat(said()).isEqualTo("open: no answer since 2026-11-21T12:00:00Z: hold");
    }
  }

  @Test
  void verdicts_failLongAfterAFail_countsAsTheFirst() throws Exception {
    try (RawServer server = queued()) {
      configure(server);
      answer(7);
      await().until(() -> said().contains("asked again") && server.asked.size() == 2);
      ticker.pass(INTERVAL.multipliedBy(4));
      answer(8);

      awaitSaid("open: 8, expected == 0, asked again before it counts: hold");
    }
  }

  @Test
  void verdicts_ofTheNextStage_knowNothingYet() throws Exception {
    try (RawServer server = queued()) {
      configure(server);
      answer(0);
      awaitSaid("open: 0, expected == 0: pass");

      assertThat(said(stage(1, 10_000))).isEqualTo(NONE_YET);
      assertThat(said(stage(2, 10_000))).isEqualTo(NONE_YET);
    }
  }

  @Test
  void verdicts_answerToAQuestionOfTheStageBefore_isNotHeard() throws Exception {
    try (RawServer server = queued()) {
      configure(server);
      await().until(() -> said() != null && server.asked.size() == 1);

      assertThat(said(stage(1, 10_000))).isEqualTo(NONE_YET);
      answer(0);
      await().until(() -> server.asked.size() == 2);

      assertThat(said(stage(1, 10_000))).isEqualTo(NONE_YET);
    }
  }

  @Test
  void verdicts_notWantedForAMinute_areNotAskedFor() throws Exception {
    try (RawServer server = RawServer.json("{\"open\":0}")) {
      configure(server);
      awaitSaid("open: 0, expected == 0: pass");

      ticker.pass(IDLE.plusMillis(1));
      await().during(INTERVAL.multipliedBy(10)).until(unchanged(server));
      int before = server.asked.size();
      said();

      await().until(() -> server.asked.size() > before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n\r\n{\"open\":"})
  void verdicts_slowAnswer_endsAtTheDeadline(String start) throws Exception {
    gates.close();
    gates = gates(Duration.ofMillis(300));
    try (RawServer server = RawServer.dripping(start)) {
      configure(server);

      awaitSaid("open: no answer within 300ms: hold");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass", "fail"})
  void verdicts_noData_areWhatTheOperatorSaysAtTheEndOfTheHold(String word) throws Exception {
    String empty = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
    try (RawServer server = RawServer.json(empty)) {
      String gate = Plans.prometheus(server.url(""), "lag", ", onNoData: " + word);
      gates.configure(Plans.of(gate));

      awaitSaid("lag: no data, which is to " + word + ", once the stage's hold is over: hold");
      ticker.pass(Duration.ofHours(1));

      awaitSaid("lag: no data, which is to " + word + ": " + word);
    }
  }

  @Test
  void verdicts_failAfterNoData_isTheFirst() throws Exception {
    String vector = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[%s]}}";
    try (RawServer server = queued()) {
      gates.configure(Plans.of(Plans.prometheus(server.url(""), "lag", ", onNoData: fail")));
      answers.add(response(200, vector.formatted("")));
      answers.add(response(200, vector.formatted("{\"metric\":{},\"value\":[1,\"9\"]}")));

      awaitSaid("lag: 9, expected < 5, asked again before it counts: hold");
    }
  }

  @Test
  void verdicts_gateOfOtherStages_isLeftOut() throws Exception {
    try (RawServer server = RawServer.json("{\"open\":0}")) {
      gates.configure(Plans.of(Plans.http(server.url("/count"), ", stages: [ 100% ]")));

      assertThat(gates.verdicts("catalog", stage(1, 2_500))).isEmpty();
      assertThat(gates.verdicts("catalog", stage(1, 10_000))).hasSize(1);
    }
  }

  @Test
  void verdicts_gatesThatAskNobodyAndUnitsWithout_areLeftOut() {
    gates.configure(Plans.of("errors: { tolerance: 1pp }", "manual: { name: boss }"));

    assertThat(gates.verdicts("catalog", stage(1, 2_500))).isEmpty();
    assertThat(gates.verdicts("nobody", stage(1, 2_500))).isEmpty();
  }

  @Test
  void configure_sameGate_keepsWhatItHeard() throws Exception {
    try (RawServer server = queued()) {
      configure(server);
      answer(0);
      awaitSaid("open: 0, expected == 0: pass");

      configure(server);

      assertThat(said()).isEqualTo("open: 0, expected == 0: pass");
    }
  }

  @Test
  void configure_otherGate_forgetsAndAsksTheOther() throws Exception {
    try (RawServer server = RawServer.json("{\"open\":0}");
        RawServer other = queued()) {
      configure(server);
      awaitSaid("open: 0, expected == 0: pass");

      configure(other);

      assertThat(said()).isEqualTo(NONE_YET);
      await().until(() -> other.asked.size() == 1);
      await().during(INTERVAL.multipliedBy(5)).until(unchanged(server));
    }
  }

  @Test
  void close_asksNobodyAnyMore() throws Exception {
    try (RawServer server = RawServer.json("{\"open\":0}")) {
      configure(server);
      awaitSaid("open: 0, expected == 0: pass");

      gates.close();

      assertThat(gates.verdicts("catalog", stage(1, 2_500))).isEmpty();
      await().during(INTERVAL.multipliedBy(5)).until(unchanged(server));
    }
  }

  @ParameterizedTest
  @CsvSource({"PT0S, PT1S", "PT2S, PT1S", "PT20S, PT5S", "PT40S, PT10S", "PT24H, PT10S"})
  void interval_isAtMostAQuarterOfTheStage(Duration hold, Duration interval) {
    assertThat(Pace.NUMBERS.interval(hold)).isEqualTo(interval);
    assertThat(Pace.NUMBERS.interval(null)).isEqualTo(Duration.ofSeconds(10));
  }

  private ExternalGates gates(Duration deadline) {
    Pace pace = new Pace(INTERVAL, INTERVAL, deadline, IDLE);
    return new ExternalGates(ticker, pace, pace);
  }

  private RawServer queued() throws IOException {
    return RawServer.of((_, out) -> write(out, answers.take()));
  }

  private void configure(RawServer server) {
    gates.configure(Plans.of(Plans.http(server.url("/count"), "")));
  }

  private void answer(int number) {
    answers.add(number(String.valueOf(number)));
  }

  private static String number(String number) {
    return response(200, "{\"open\":" + number + "}");
  }

  private void awaitSaid(String sentence) {
    await().untilAsserted(() -> assertThat(said()).isEqualTo(sentence));
  }

  private String said() {
    return said(stage(1, 2_500));
  }

  private String said(StageView stage) {
    List<Verdict> verdicts = gates.verdicts("catalog", stage);
    assertThat(verdicts).hasSize(1);
    return verdicts.getFirst().sentence();
  }

  private StageView stage(int run, int basisPoints) {
    boolean over = !ticker.wall().isBefore(TestTicker.START.plus(Duration.ofHours(1)));
    return new StageView(
        run, basisPoints == 10_000 ? 2 : 1, basisPoints, TestTicker.START, over, 0);
  }

  /** True once nobody has asked since it was looked at last. */
  private static Callable<Boolean> unchanged(RawServer server) {
    int[] last = {-1};
    return () -> {
      int now = server.asked.size();
      boolean same = now == last[0];
      last[0] = now;
      return same;
    };
  }
}
