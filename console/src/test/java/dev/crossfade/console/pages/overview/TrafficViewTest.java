package dev.crossfade.console.pages.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.console.pages.Chart;
import dev.crossfade.console.service.TrafficService.Flow;
import dev.crossfade.console.service.TrafficService.Line;
import dev.crossfade.console.service.TrafficService.Mark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traffic as a chart, in words and as a table. */
class TrafficViewTest {
  private static final Instant FROM = Instant.parse("2026-11-30T09:00:00Z");
  private static final double NONE = Double.NaN;

  private static Line line(String name, long total, long failed, Double... requests) {
    List<Double> none = Collections.nCopies(requests.length, NONE);
    return new Line(name, List.of(requests), none, none, none, total, failed);
  }

  private static Flow flow(Line... lines) {
    return new Flow(
        FROM,
        FROM,
        Duration.ofMinutes(1),
        List.of(lines),
        List.of(new Mark(FROM.plusSeconds(60), "catalog", 25)));
  }

  private static TrafficView view(Line... lines) {
    return TrafficView.of(flow(lines), "In the last hour");
  }

  @Test
  void stack_hasNextAtTheBottom_andOthersOnTop() {
    TrafficView view =
        view(
            line("api", 10, 0, 1.0, 1.0),
            line("legacy", 60, 0, 2.0, 3.0),
            line("next", 30, 3, 1.0, NONE));

    assertThat(view.chart().series())
        .extracting(Chart.Series::name)
        .containsExactly("api", "legacy", "next");
    assertThat(view.chart().series())
        .extracting(Chart.Series::colour)
        .containsExactly("muted", "legacy", "next");
    assertThat(view.chart().marks())
        .containsExactly(new Chart.Mark(FROM.plusSeconds(60), "catalog 25 %"));
  }

  @Test
  void sentence_saysWhatTheChartShows() {
    TrafficView view = view(line("legacy", 750, 3, 2.0), line("next", 250, 0, 1.0));

    assertThat(view.sentence().replace('\u00a0', ' '))
        .isEqualTo(
            "In the last hour: 1 000 requests; 25 % of them to next, of which 0 % failed;"
                + " 75 % of them to legacy, of which 0.4 % failed.");
    assertThat(view.chart().summary()).endsWith(view.sentence());
  }

  @Test
  void traffic_withoutRequests_isEmpty() {
    assertThat(view(line("legacy", 0, 0, 0.0)).isEmpty()).isTrue();
    assertThat(view().sentence()).isEqualTo("In the last hour: no request.");
  }

  @Test
  void table_ofManySteps_isASelectionWithTheNewestFirst() {
    Double[] many = new Double[180];
    Arrays.setAll(many, i -> (double) i);
    TrafficView view = view(line("legacy", 1_000, 0, many));

    assertThat(view.rows()).hasSizeBetween(15, 20);
    assertThat(view.rows().getFirst().at()).isEqualTo(FROM.plus(Duration.ofMinutes(179)));
    assertThat(view.rows().getFirst().cells().getFirst())
        .isEqualTo(new TrafficView.Cell("legacy", "179", "–", "–"));
  }

  @Test
  void spark_beginsAnewAfterAGap() {
    Spark spark = Spark.of(flow(line("legacy", 10, 0, 1.0, 2.0, NONE, 4.0, 0.0)), "In an hour");

    assertThat(spark.paths()).hasSize(1);
    assertThat(spark.paths().getFirst().line())
        .isEqualTo("M2.0 21.5L34.0 15.0M98.0 2.0L130.0 28.0");
    assertThat(spark.summary()).isEqualTo("In an hour: 10 requests to legacy");
  }

  @Test
  void spark_ofNoRequest_saysSo() {
    assertThat(Spark.of(flow(), "In an hour").paths()).isEmpty();
    assertThat(Spark.of(flow(), "In an hour").summary()).isEqualTo("In an hour: no requests");
  }

  @Test
  void arms_sayWhatTheyWereLast() {
    List<Double> p95 = List.of(100.0, 212.4, NONE);
    List<Double> errors = List.of(NONE, 0.31, NONE);
    ArmsView arms =
        ArmsView.of(
            "catalog", flow(new Line("next", List.of(1.0, 1.0, 0.0), errors, p95, p95, 2, 0)));

    assertThat(arms.latency().summary())
        .isEqualTo("Until the first byte, p95 over time; the last: next 212 ms.");
    assertThat(arms.errors().summary())
        .isEqualTo("Requests that failed over time; the last: next 0.31 %.");
    assertThat(ArmsView.of("catalog", flow()).isEmpty()).isTrue();
  }

  @Test
  void attentions_areInOrder_andAFewAreToldAtOnce() {
    List<Attention> all = new ArrayList<>();
    for (Attention.Severity severity : List.of(Attention.Severity.values()).reversed()) {
      for (int i = 0; i < 3; i++) {
        all.add(Attention.of(severity, "", severity + " " + i, "/", "there"));
      }
    }
    Attentions attentions = new Attentions(all);

    assertThat(attentions.first())
        .extracting(Attention::text)
        .containsExactly("FAIL 0", "FAIL 1", "FAIL 2", "HOLD 0", "HOLD 1");
    assertThat(attentions.rest()).hasSize(4);
    assertThat(new Attentions(all.subList(0, 6)).rest())
        .as("one more takes no more room than to say that there is one")
        .isEmpty();
  }
}
