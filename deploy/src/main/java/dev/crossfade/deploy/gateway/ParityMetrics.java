package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.live.GuardView;
import dev.crossfade.seo.live.ParityNews.Miss;
import dev.crossfade.seo.live.group.FindingGroup;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.live.guard.GuardState;
import dev.crossfade.seo.live.guard.GuardStep.Move;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What live parity counts. Labels are from the configuration or a fixed list. */
final class ParityMetrics {
  private final MeterRegistry registry;
  private final Counter dropped;
  private final MultiGauge guarded;
  private final Map<Pages, Counter> samples = new ConcurrentHashMap<>();
  private final Map<Kind, Counter> findings = new ConcurrentHashMap<>();
  private final Map<Missed, Counter> misses = new ConcurrentHashMap<>();

  private record Kind(Rule rule, Severity severity, String template) {}

  private record Missed(String unit, Miss why) {}

  ParityMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.dropped =
        Counter.builder("crossfade.samples.dropped")
            .description("What a sink could not take.")
            .tag("sink", "parity")
            .register(registry);
    this.guarded =
        MultiGauge.builder("crossfade.guarded")
            .description("Templates that are kept from next, because it broke a guarded rule: 1.")
            .register(registry);
  }

  void onSample(Pages of) {
    samples
        .computeIfAbsent(
            of,
            pages ->
                Counter.builder("crossfade.parity.samples")
                    .description("Pages whose two answers were compared.")
                    .tags(tags(pages))
                    .register(registry))
        .increment();
  }

  void onFinding(FindingGroup group) {
    findings
        .computeIfAbsent(
            new Kind(group.rule(), group.severity(), group.of().template()),
            kind ->
                Counter.builder("crossfade.parity.findings")
                    .description("Findings of compared pages, without noise and accepted ones.")
                    .tag("rule", kind.rule.id())
                    .tag("severity", kind.severity.name().toLowerCase(Locale.ROOT))
                    .tag("template", kind.template)
                    .register(registry))
        .increment();
  }

  void onMiss(String unit, Miss why) {
    misses
        .computeIfAbsent(
            new Missed(unit, why),
            missed ->
                Counter.builder("crossfade.parity.misses")
                    .description("Pages that were to be compared and were not.")
                    .tag("unit", missed.unit)
                    .tag("reason", missed.why.word())
                    .register(registry))
        .increment();
    if (why == Miss.DROPPED) {
      dropped.increment();
    }
  }

  void onGuard(Pages of, Move move) {
    Counter.builder("crossfade.guard.moves")
        .description("Templates that guards sent to legacy, and let return.")
        .tags(tags(of))
        .tag("move", move.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  void show(List<GuardView> views) {
    List<MultiGauge.Row<Number>> rows = new ArrayList<>();
    for (GuardView view : views) {
      if (view.state() instanceof GuardState.Guarded) {
        rows.add(MultiGauge.Row.of(tags(view.of()), (Number) 1));
      }
    }
    guarded.register(rows, true);
  }

  private static Tags tags(Pages of) {
    return Tags.of("unit", of.unit(), "template", of.template());
  }
}
