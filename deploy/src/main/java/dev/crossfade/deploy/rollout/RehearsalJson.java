package dev.crossfade.deploy.rollout;

import dev.crossfade.rollout.gates.Verdict;
import dev.crossfade.rollout.rehearsal.Alarm;
import dev.crossfade.rollout.rehearsal.Rehearsal;
import dev.crossfade.rollout.rehearsal.Report;
import dev.crossfade.rollout.rehearsal.StageRun;
import dev.crossfade.rollout.rehearsal.WayBack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as programs read them: exposures in percent, times in ISO 8601, spans in seconds. */
final class RehearsalJson {
  private RehearsalJson() {}

  static Map<String, Object> of(List<Report> reports, boolean good) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("good", good);
    view.put("rehearsals", reports.stream().map(RehearsalJson::report).toList());
    return view;
  }

  private static Map<String, @Nullable Object> report(Report report) {
    Rehearsal script = report.rehearsal();
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("unit", script.unit());
    view.put("fault", script.fault().text());
    view.put("rate", script.rate());
    view.put("seed", script.seed());
    view.put("start", script.start().toString());
    view.put("outcome", report.outcome().text());
    view.put("good", report.isGood());
    view.put("gotThrough", report.gotThrough());
    view.put("sentence", report.sentence());
    view.put("faultBegan", report.faultBegan() == null ? null : report.faultBegan().toString());
    view.put(
        "faultExposure", report.faultBegan() == null ? null : percent(report.faultBasisPoints()));
    view.put("alarm", report.alarm() == null ? null : alarm(report.alarm()));
    view.put("requests", report.requests());
    view.put("visitors", report.visitors());
    view.put("state", report.state().text());
    view.put("exposure", percent(report.basisPoints()));
    view.put("ended", report.ended().toString());
    view.put("stages", report.stages().stream().map(RehearsalJson::stage).toList());
    view.put("wayBack", report.wayBack() == null ? null : wayBack(report.wayBack()));
    view.put("notes", report.notes());
    return view;
  }

  private static Map<String, Object> alarm(Alarm alarm) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("gate", alarm.gate());
    view.put("sentence", alarm.sentence());
    view.put("at", alarm.at().toString());
    view.put("exposure", percent(alarm.basisPoints()));
    view.put("requests", alarm.requests());
    view.put("seconds", alarm.after().toSeconds());
    view.put("visitors", alarm.visitors());
    return view;
  }

  private static Map<String, Object> stage(StageRun run) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("stage", run.stage());
    view.put("exposure", percent(run.basisPoints()));
    view.put("hold", run.hold().toSeconds());
    view.put("entered", run.entered().toString());
    view.put("left", run.left().toString());
    view.put("frozen", run.frozen().toSeconds());
    view.put("gates", run.verdicts().stream().map(RehearsalJson::verdict).toList());
    return view;
  }

  private static Map<String, @Nullable Object> verdict(Verdict verdict) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("name", verdict.gate());
    view.put("verdict", verdict.says().name().toLowerCase(Locale.ROOT));
    view.put("sentence", verdict.sentence());
    view.put("legacy", verdict.legacy());
    view.put("next", verdict.next());
    view.put("samples", verdict.samples());
    return view;
  }

  private static Map<String, @Nullable Object> wayBack(WayBack back) {
    Map<String, @Nullable Object> view = new LinkedHashMap<>();
    view.put("good", back.holds());
    view.put("by", back.byGate() ? "gate" : "operator");
    view.put("wanted", percent(back.wanted()));
    view.put("reached", percent(back.reached()));
    view.put("seconds", back.took().toMillis() / 1e3);
    view.put("journalled", back.journalled());
    view.put("restarts", back.restarts());
    view.put("refused", back.refused());
    return view;
  }

  private static double percent(int basisPoints) {
    return basisPoints / 100.0;
  }
}
