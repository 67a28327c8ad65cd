package dev.crossfade.deploy.gateway;

import dev.crossfade.console.service.AdminServices;
import dev.crossfade.proxy.ShadowAnswer;
import dev.crossfade.proxy.ShadowMiss;
import dev.crossfade.proxy.ShadowPair;
import dev.crossfade.proxy.ShadowSink;
import dev.crossfade.seo.shadow.Reply;
import dev.crossfade.seo.shadow.ShadowFinding;
import dev.crossfade.seo.shadow.ShadowFindings;
import dev.crossfade.seo.shadow.ShadowJudge;
import dev.crossfade.seo.shadow.ShadowVerdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the data plane copied to who compares it, and tells what came of it: counts,
 * findings, a line in the log for each new one. Values of answers are not in the log: they may be a
 * visitor's.
 */
final class ShadowDesk implements ShadowSink {
  private static final Logger log = LoggerFactory.getLogger(ShadowDesk.class);
  private static final int MOST_LINES = 20;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final MeterRegistry registry;
  private final Clock clock;
  private final Counter dropped;
  private final ShadowJudge judge = new ShadowJudge();
  private final ShadowFindings findings = new ShadowFindings();
  private final Map<Result, Counter> results = new ConcurrentHashMap<>();
  private final Map<String, String> unreadable = new ConcurrentHashMap<>();
  private Instant window = Instant.MIN;
  private int lines;

  /** A label of the counter; both are from the configuration or a fixed list. */
  private record Result(String unit, String word) {}

  ShadowDesk(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.dropped =
        Counter.builder("crossfade.samples.dropped")
            .description("What a sink could not take.")
            .tag("sink", "shadow")
            .register(registry);
  }

  @Override
  public void onMiss(String unit, ShadowMiss why) {
    count(unit, why.word());
    if (why == ShadowMiss.DROPPED) {
      dropped.increment();
    }
  }

  @Override
  public void onPair(ShadowPair pair) {
    Reply served = reply(pair.served());
    Reply shadow = reply(pair.shadow());
    if (pair.probe()) {
      judge.learn(pair.unit(), pair.path(), served, shadow);
      count(pair.unit(), "probe");
      return;
    }
    ShadowVerdict verdict = judge.judge(pair.unit(), pair.path(), served, shadow);
    count(pair.unit(), word(verdict));
    if (verdict instanceof ShadowVerdict.Incomparable(String reason)) {
      unreadable.put(pair.unit(), reason);
    }
    Instant now = clock.instant();
    findings.add(pair.unit(), pair.path(), verdict, now).forEach(finding -> tell(finding, now));
  }

  private static Reply reply(ShadowAnswer answer) {
    return new Reply(
        answer.status(), answer.type(), answer.encoding(), answer.location(), answer.body());
  }

  private static String word(ShadowVerdict verdict) {
    return switch (verdict) {
      case ShadowVerdict.Same _ -> "same";
      case ShadowVerdict.StatusDiffers _ -> "status";
      case ShadowVerdict.BodyDiffers _ -> "body";
      case ShadowVerdict.Incomparable _ -> "incomparable";
    };
  }

  private void count(String unit, String word) {
    results.computeIfAbsent(new Result(unit, word), this::counter).increment();
  }

  private Counter counter(Result result) {
    return Counter.builder("crossfade.shadow.requests")
        .description("Requests that were chosen to be asked twice, by what came of it.")
        .tag("unit", result.unit)
        .tag("result", result.word)
        .register(registry);
  }

  /**
   * A storefront that is all different would fill the log: there are only so many lines a minute.
   */
  private void tell(ShadowFinding finding, Instant now) {
    if (!now.isBefore(window.plus(WINDOW))) {
      window = now;
      lines = 0;
    }
    if (lines++ < MOST_LINES) {
      log.atInfo()
          .addKeyValue("unit", finding.unit())
          .addKeyValue("template", finding.template())
          .addKeyValue("place", finding.place())
          .addKeyValue("path", finding.path())
          .addKeyValue("count", finding.count())
          .log("the storefronts differ");
    }
  }

  /** All of it, for an operator. */
  AdminServices.Shadows show() {
    Map<String, Map<String, Long>> byUnit = new TreeMap<>();
    results.forEach(
        (result, counter) ->
            byUnit
                .computeIfAbsent(result.unit, _ -> new TreeMap<>())
                .put(result.word, (long) counter.count()));
    List<AdminServices.ShadowUnit> units =
        byUnit.entrySet().stream()
            .map(
                unit ->
                    new AdminServices.ShadowUnit(
                        unit.getKey(), unit.getValue(), unreadable.get(unit.getKey())))
            .toList();
    return new AdminServices.Shadows(
        units, findings.list().stream().map(ShadowDesk::example).toList());
  }

  private static AdminServices.ShadowExample example(ShadowFinding finding) {
    return new AdminServices.ShadowExample(
        finding.unit(),
        finding.template(),
        finding.place(),
        finding.count(),
        finding.first(),
        finding.last(),
        finding.path(),
        finding.served(),
        finding.shadow());
  }
}
