package dev.crossfade.deploy.explain;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An explanation for people: the decision first, then each step with where it is written. */
public final class ExplanationText {
  private ExplanationText() {}

  /** The lines of an explanation as JSON, from wherever it came. */
  public static List<String> of(JsonNode explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(decision(explanation));
    String about = about(explanation);
    if (!about.isEmpty()) {
      lines.add(about);
    }
    lines.add("");
    JsonNode trace = explanation.path("trace");
    int widest = 0;
    for (JsonNode step : trace) {
      widest = Math.max(widest, place(step).length());
    }
    for (int i = 0; i < trace.size(); i++) {
      lines.add(
          "%3d. %s  %s"
              .formatted(i + 1, pad(place(trace.get(i)), widest), text(trace.get(i), "text"))
              .stripTrailing());
    }
    return lines;
  }

  private static String decision(JsonNode explanation) {
    String backend = text(explanation, "backend");
    String status = text(explanation, "status");
    return switch (text(explanation, "action")) {
      case "serve" -> backend + " serves it";
      case "redirect" -> status + " to " + text(explanation, "location");
      case "gone" -> status + ": the page is gone";
      case "reject" -> status + ": " + text(explanation, "reason");
      default -> explanation.toString(); // of a gateway that knows more than we do
    };
  }

  private static String about(JsonNode explanation) {
    List<String> parts = new ArrayList<>();
    if (explanation.path("unit").isString()) {
      parts.add("unit " + text(explanation, "unit"));
    }
    parts.add("reason " + text(explanation, "reason"));
    if (explanation.path("bucket").isNumber()) {
      parts.add("bucket " + text(explanation, "bucket"));
    }
    if (explanation.path("exposure").isNumber()) {
      parts.add("exposure " + number(explanation.path("exposure").asDouble()) + "%");
    }
    List<String> cohorts = new ArrayList<>();
    explanation.path("cohorts").forEach(cohort -> cohorts.add(cohort.asString()));
    if (!cohorts.isEmpty()) {
      parts.add("cohorts " + String.join(" ", cohorts));
    }
    return String.join(", ", parts);
  }

  /** 25, 0.5. */
  static String number(double percent) {
    return java.math.BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
  }

  private static String place(JsonNode step) {
    return step.path("place").isString() ? step.path("place").asString() : "";
  }

  private static String text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value.isNull() || value.isMissingNode() ? "" : value.asString();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
