package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.Buckets;
import dev.crossfade.cohorts.Cohorts;
import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.Marks;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Unit;
import dev.crossfade.config.value.Share;
import dev.crossfade.console.service.ExplainService.Answer;
import dev.crossfade.console.service.ExplainService.Explanation;
import dev.crossfade.console.service.ExplainService.Question;
import dev.crossfade.console.service.ExplainService.Step;
import dev.crossfade.console.service.ExplainService.Unclear;
import dev.crossfade.proxy.ImaginedRequest;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Live;
import dev.crossfade.routing.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what one configuration does with a request, and why. Decides as the gateway does, by the
 * same code, and counts nothing.
 */
public final class Explainer {
  /** So many that somebody is in each bucket, but for one time in a million. */
  private static final int MOST_TRIED = 150_000;

  private final Config config;
  private final Marks marks;
  private final String file;
  private final Decider decider;
  private final Live live;
  private final Cohorts cohorts;

  /**
   * @param marks where the configuration's keys stand
   * @param file what the configuration is called in places
   * @param decider made of this configuration
   * @param live what it decides by beside the configuration
   */
  public Explainer(Config config, Marks marks, String file, Decider decider, Live live) {
    this.config = config;
    this.marks = marks;
    this.file = file;
    this.decider = decider;
    this.live = live;
    this.cohorts = Cohorts.of(config);
  }

  /** What becomes of a request at this moment. */
  public Answer explain(Question question, long nowMillis) {
    try {
      return explain(question, Described.of(question, config), nowMillis);
    } catch (Misdescribed e) {
      return new Unclear(e.field(), String.valueOf(e.getMessage()));
    }
  }

  private Answer explain(Question question, Described described, long nowMillis) {
    ImaginedRequest.Reading reading =
        ImaginedRequest.under(config).read(described.peer(), described.secure(), described.bytes());
    return switch (reading) {
      case ImaginedRequest.Refused refused -> refused(refused);
      case ImaginedRequest.Understood understood ->
          decided(understood.head(), described.country(), question.bucket(), nowMillis);
    };
  }

  private static Explanation refused(ImaginedRequest.Refused refused) {
    Step only =
        new Step(
            "the gateway answers %d (%s) before it looks at the configuration"
                .formatted(refused.status(), refused.failure()),
            "",
            null);
    return new Explanation(
        "reject",
        null,
        refused.status(),
        null,
        null,
        List.of(),
        null,
        null,
        refused.failure(),
        List.of(only));
  }

  private Explanation decided(
      RequestHead head, @Nullable String country, @Nullable Integer bucket, long nowMillis) {
    Visitor recognised = decider.visitors().recognise(head, nowMillis);
    Visitor known = bucket == null ? recognised : inBucket(bucket, recognised, nowMillis);
    Visitor visitor = country == null ? known : known.from(country);
    List<String> holding = cohorts.holding(visitor);
    Trace trace = new Trace();
    new VisitorSteps(config, visitor, trace).add(country != null, holding);
    Decision decision = decider.router().decide(visitor, nowMillis, trace);
    AfterSteps.add(config, decision, visitor, live.up(), trace);
    Decision.Route route = decision.route();
    boolean byBucket = decision.bucket() >= 0;
    return new Explanation(
        Outcomes.action(decision),
        route.backend(),
        Outcomes.status(decision),
        Outcomes.location(decision),
        route.unit(),
        holding,
        byBucket ? decision.bucket() : null,
        exposure(route.unit()),
        Outcomes.reason(decision),
        trace.steps().stream().map(this::step).toList());
  }

  /** Somebody else who asks for the same and is in a bucket of the unit that is asked. */
  private Visitor inBucket(int bucket, Visitor asking, long nowMillis) {
    String name = decider.router().decide(asking, nowMillis).route().unit();
    Unit unit = name == null ? null : config.unit(name).orElse(null);
    if (unit == null || unit.send() != null) {
      throw new Misdescribed(
          "bucket",
          "bucket: "
              + (unit == null ? "no unit matches" : "unit " + unit.name() + " has none")
              + " (expected: a URL of a unit with an exposure)",
          null);
    }
    Buckets buckets =
        unit.rollout() == null
            ? Buckets.salted(unit.name())
            : live.dials().of(unit.name()).now().buckets();
    String cookie = config.identity().cookie();
    for (int i = 0; i < MOST_TRIED; i++) {
      Visitor other =
          decider.visitors().recognise(new IdentityHead(cookie, Identities.name(i)), nowMillis);
      if (buckets.of(other.key()) == bucket) {
        return other.at(asking.head()).claiming(asking.crawler());
      }
    }
    throw new Misdescribed("bucket", "bucket: " + bucket + " (expected: 0..9999)", null);
  }

  /** In percent; null: the unit sends everything to one backend, or there is none. */
  private @Nullable Double exposure(@Nullable String name) {
    Unit unit = name == null ? null : config.unit(name).orElse(null);
    if (unit == null || unit.send() != null) {
      return null;
    }
    Share percent = unit.exposure().percent();
    return unit.rollout() != null
        ? live.dials().of(unit.name()).now().basisPoints() / 100.0
        : percent == null ? 0.0 : percent.percent();
  }

  private Step step(Trace.Step step) {
    return new Step(step.text(), step.path(), place(step));
  }

  private @Nullable String place(Trace.Step step) {
    if (!step.place().isEmpty()) {
      return step.place();
    }
    return marks
        .find(step.path())
        .map(mark -> file + ":" + mark.line() + ":" + mark.column())
        .orElse(null);
  }
}
