package dev.crossfade.routing;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Exposure;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each request which backend answers: the first unit that matches, then its exposure,
 * else the default. Compiled from a configuration once; immutable.
 */
public final class Router {
  private static final String LEGACY = "legacy";
  private static final String NEXT = "next";

  private final CompiledUnit[] units;
  private final Decision.Serve byDefault;

  private Router(CompiledUnit[] units, String fallback) {
    this.units = units;
    this.byDefault =
        new Decision.Serve(
            new Decision.Route(null, fallback, Decision.Arm.NONE, Decision.Reason.DEFAULT),
            CompiledUnit.NO_BUCKET);
  }

  public static Router of(Config config) {
    return new Router(
        config.units().stream().map(CompiledUnit::of).toArray(CompiledUnit[]::new),
        config.fallback());
  }

  public Decision decide(Visitor visitor) {
    RequestHead head = visitor.head();
    for (CompiledUnit unit : units) {
      if (unit.matches(head)) {
        return unit.decide(visitor);
      }
    }
    return byDefault;
  }

  /** A unit whose rules are ready to be asked. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares units
  private record CompiledUnit(
      RequestMatcher[] match,
      Decision.@Nullable Serve sent,
      Decision.Route toLegacy,
      Decision.Route toNext,
      int exposed,
      Buckets buckets) {
    static final int NO_BUCKET = -1;

    static CompiledUnit of(Unit unit) {
      Exposure exposure = unit.exposure();
      Share percent = exposure.percent() == null ? Share.NONE : exposure.percent();
      String name = unit.name();
      String send = unit.send();
      return new CompiledUnit(
          unit.match().stream().map(RequestMatcher::of).toArray(RequestMatcher[]::new),
          send == null ? null : sent(name, send),
          new Decision.Route(name, LEGACY, Decision.Arm.LEGACY, Decision.Reason.BUCKET),
          new Decision.Route(name, NEXT, Decision.Arm.NEXT, Decision.Reason.BUCKET),
          percent.basisPoints(),
          Buckets.salted(name));
    }

    private static Decision.Serve sent(String name, String backend) {
      return new Decision.Serve(
          new Decision.Route(name, backend, Decision.Arm.NONE, Decision.Reason.SEND), NO_BUCKET);
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
      if (sent != null) {
        return sent;
      }
      int bucket = buckets.of(visitor.key());
      return new Decision.Serve(bucket < exposed ? toNext : toLegacy, bucket);
    }
  }
}
