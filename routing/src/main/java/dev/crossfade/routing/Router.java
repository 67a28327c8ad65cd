package dev.crossfade.routing;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Exposure;
import dev.crossfade.config.model.Match;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each request which backend answers: the first unit that matches, then its exposure,
 * else the default. Compiled from a configuration once; immutable.
 */
public final class Router {
  private static final String LEGACY = "legacy";
  private static final String NEXT = "next";

  private final List<CompiledUnit> units;
  private final Decision.Serve byDefault;

  private Router(List<CompiledUnit> units, String fallback) {
    this.units = units;
    this.byDefault =
        new Decision.Serve(
            null, fallback, Decision.Arm.NONE, Decision.Reason.DEFAULT, CompiledUnit.NO_BUCKET);
  }

  public static Router of(Config config) {
    return new Router(config.units().stream().map(CompiledUnit::of).toList(), config.fallback());
  }

  public Decision decide(RequestHead head, Visitor visitor) {
    for (CompiledUnit unit : units) {
      if (unit.matches(head)) {
        return unit.decide(visitor);
      }
    }
    return byDefault;
  }

  /** A unit whose rules are ready to be asked. */
  private record CompiledUnit(
      String name,
      List<RequestMatcher> match,
      @Nullable String send,
      int exposed,
      Buckets buckets) {
    static final int NO_BUCKET = -1;

    static CompiledUnit of(Unit unit) {
      Exposure exposure = unit.exposure();
      Share percent = exposure.percent() == null ? Share.NONE : exposure.percent();
      List<Match> match = unit.match();
      return new CompiledUnit(
          unit.name(),
          match.stream().map(RequestMatcher::of).toList(),
          unit.send(),
          percent.basisPoints(),
          Buckets.salted(unit.name()));
    }

    boolean matches(RequestHead head) {
      for (RequestMatcher matcher : match) {
        if (matcher.matches(head)) {
          return true;
        }
      }
      return false;
    }

    Decision.Serve decide(Visitor visitor) {
      if (send != null) {
        return new Decision.Serve(name, send, Decision.Arm.NONE, Decision.Reason.SEND, NO_BUCKET);
      }
      int bucket = buckets.of(visitor);
      boolean next = bucket < exposed;
      return new Decision.Serve(
          name,
          next ? NEXT : LEGACY,
          next ? Decision.Arm.NEXT : Decision.Arm.LEGACY,
          Decision.Reason.BUCKET,
          bucket);
    }
  }
}
