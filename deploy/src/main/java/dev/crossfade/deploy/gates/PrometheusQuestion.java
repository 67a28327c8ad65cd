package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.model.Gate;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.rollout.gates.Verdict.Says;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Asks Prometheus, or what speaks like it, for the value of a query at this moment. Of several
 * samples each must be as expected, and the worst is what is told; one that is no finite number
 * makes the whole answer none.
 */
record PrometheusQuestion(Gate.Prometheus gate, Fetch fetch) implements Question {
  /** Longer ones are posted: not everybody takes a long request line. */
  private static final int LONGEST_GET = 2_000;

  /** One value, and the labels it has. */
  private record Sample(double value, String labels) {}

  @Override
  public Reading ask() throws NoAnswer, InterruptedException {
    Answer answer = fetch.answer(call());
    JsonNode document = document(answer);
    JsonNode result = document.path("data").path("result");
    String where = answer.from().where();
    List<Sample> samples =
        switch (document.path("data").path("resultType").asString("")) {
          case "scalar" -> List.of(sample(result, "", where));
          case "vector" -> vector(result, where);
          default ->
              throw new NoAnswer(
                  where
                      + " answered a "
                      + Excerpt.of(document.path("data").path("resultType").asString("mystery"))
                      + " (expected: a scalar or a vector)");
        };
    Reading reading = samples.isEmpty() ? noData() : worst(samples);
    return reading.because(reading.reason() + warnings(document));
  }

  private Call call() throws NoAnswer {
    String query = "query=" + URLEncoder.encode(gate.query(), UTF_8);
    String url = gate.url().toString();
    int fragment = url.indexOf('#');
    String before = fragment < 0 ? url : url.substring(0, fragment);
    int mark = before.indexOf('?');
    String base = (mark < 0 ? before : before.substring(0, mark)).replaceFirst("/+$", "");
    String own = mark < 0 ? "" : before.substring(mark + 1);
    String path = base + "/api/v1/query";
    if (query.length() > LONGEST_GET) {
      return Call.post(URI.create(own.isEmpty() ? path : path + "?" + own), query);
    }
    return Call.get(URI.create(path + "?" + (own.isEmpty() ? "" : own + "&") + query));
  }

  /** Of an error Prometheus says more than its status does. */
  private static JsonNode document(Answer answer) throws NoAnswer {
    Optional<JsonNode> document = answer.document();
    String error = document.map(node -> node.path("error").asString("")).orElse("");
    if (!error.isEmpty()) {
      throw new NoAnswer(
          "%s answered %d: %s"
              .formatted(answer.from().where(), answer.status(), Excerpt.of(error)));
    }
    JsonNode json = answer.json();
    if (!json.path("status").asString("").equals("success")) {
      throw new NoAnswer(answer.from().where() + " answered what is not an answer of Prometheus");
    }
    return json;
  }

  private List<Sample> vector(JsonNode result, String where) throws NoAnswer {
    List<Sample> samples = new ArrayList<>();
    if (!result.isArray()) {
      throw new NoAnswer(where + " answered a vector that is no list");
    }
    for (JsonNode item : result) {
      samples.add(sample(item.path("value"), labels(item.path("metric")), where));
    }
    return samples;
  }

  private static Sample sample(JsonNode pair, String labels, String where) throws NoAnswer {
    String text = pair.path(1).asString("");
    double value =
        Measured.parse(text)
            .orElseThrow(
                () ->
                    new NoAnswer(
                        where
                            + " answered "
                            + (text.isEmpty() ? "no value" : Excerpt.of(text))
                            + (labels.isEmpty() ? "" : " of " + labels)
                            + " (expected: a finite number)"));
    return new Sample(value, labels);
  }

  private static String labels(JsonNode metric) {
    List<String> labels = new ArrayList<>();
    metric
        .properties()
        .forEach(
            label -> labels.add(label.getKey() + "=\"" + label.getValue().asString("") + "\""));
    return labels.isEmpty() ? "" : Excerpt.of("{" + String.join(",", labels) + "}");
  }

  private Reading worst(List<Sample> samples) {
    Sample worst =
        samples.stream()
            .max(Comparator.comparingDouble(s -> Measured.badness(gate.expect(), s.value())))
            .orElseThrow();
    String which =
        samples.size() == 1 ? "" : " of " + worst.labels() + ", the worst of " + samples.size();
    return Reading.of(
        gate.expect(), worst.value(), Measured.print(worst.value()) + which, samples.size());
  }

  private Reading noData() {
    Says says =
        switch (gate.policy().onNoData()) {
          case HOLD -> Says.HOLD;
          case FAIL -> Says.FAIL;
          case PASS -> Says.PASS;
        };
    String asked = gate.policy().onNoData().name().toLowerCase(Locale.ROOT);
    return Reading.ofNothing(says, "no data, which is to " + asked);
  }

  private static String warnings(JsonNode document) {
    JsonNode warnings = document.path("warnings");
    return warnings.isEmpty()
        ? ""
        : ", Prometheus warns: " + Excerpt.of(warnings.path(0).asString(""));
  }
}
