package dev.crossfade.deploy.gates;

import dev.crossfade.config.model.Severity;
import dev.crossfade.rollout.gates.Arm;
import dev.crossfade.rollout.signals.StageCounts;
import dev.crossfade.rollout.signals.StageKey;
import dev.crossfade.rollout.statistics.Tally;
import dev.crossfade.rollout.statistics.VisitorSlots;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one gateway counted of each stage, as Prometheus reads it: counters that are added up over
 * gateways. Each has the stage and the gateway's process in its labels, so that every series begins
 * at zero and none is ever reset: what a process that is gone had counted last stays true.
 */
public final class EvidenceText {
  static final String COUNTS = "crossfade_evidence_total";
  static final String VISITORS = "crossfade_evidence_visitors";
  static final String GATEWAY = "crossfade_evidence_gateway";

  private final StringBuilder text = new StringBuilder(8_192);
  private final String gateway;

  private EvidenceText(String gateway) {
    this.gateway = gateway;
  }

  /**
   * In Prometheus' text format, to be added to the other metrics.
   *
   * @param gateway what this process, and no other, is called
   */
  public static String of(String gateway, List<StageCounts.Counted> stages) {
    EvidenceText made = new EvidenceText(gateway);
    made.head(GATEWAY, "gauge", "A process that counts evidence.");
    made.text.append(GATEWAY).append("{gateway=\"").append(gateway).append("\"} 1\n");
    made.head(COUNTS, "counter", "What gates judge by, since a stage began.");
    stages.forEach(made::counts);
    made.head(VISITORS, "gauge", "A sample of a stage's visitors, four to a number.");
    stages.forEach(made::visitors);
    return made.text.toString();
  }

  private void head(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void counts(StageCounts.Counted counted) {
    String stage = stage(counted.unit(), counted.stage());
    arm(stage, "legacy", counted.arms().legacy());
    arm(stage, "next", counted.arms().next());
    for (Map.Entry<Severity, Tally> pages : counted.arms().parity().entrySet()) {
      String severity = pages.getKey().name().toLowerCase(Locale.ROOT);
      tally(stage, "both", "pages", severity, pages.getValue());
    }
  }

  private void arm(String stage, String name, Arm arm) {
    tally(stage, name, "answers", "", arm.answers());
    tally(stage, name, "crawls", "", arm.crawls());
    new TreeMap<>(arm.checkouts())
        .forEach((pin, tally) -> tally(stage, name, "checkouts", pin, tally));
    new TreeMap<>(arm.sessions())
        .forEach((cookie, tally) -> tally(stage, name, "sessions", cookie, tally));
    arm.latencies()
        .forEachClass(
            (number, count) -> row(stage, name, "latencies", "", Integer.toString(number), count));
  }

  private void tally(String stage, String arm, String of, String name, Tally tally) {
    row(stage, arm, of, name, "good", tally.all() - tally.bad());
    row(stage, arm, of, name, "bad", tally.bad());
  }

  private void row(String stage, String arm, String of, String name, String what, long count) {
    text.append(COUNTS).append('{').append(stage);
    text.append(",arm=\"").append(arm).append("\",of=\"").append(of);
    text.append("\",name=\"").append(escaped(name)).append("\",what=\"").append(what);
    text.append("\"} ").append(count).append('\n');
  }

  private void visitors(StageCounts.Counted counted) {
    String stage = stage(counted.unit(), counted.stage());
    for (int word = 0; word < VisitorSlots.WORDS; word++) {
      long value = counted.visitors().word(word);
      if (value != 0) {
        text.append(VISITORS).append('{').append(stage).append(",word=\"").append(word);
        text.append("\"} ").append(value).append('\n');
      }
    }
  }

  private String stage(String unit, StageKey stage) {
    return "gateway=\"%s\",unit=\"%s\",stage=\"%s\"".formatted(gateway, escaped(unit), stage);
  }

  /** As label values and strings of queries want it. */
  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
