package dev.crossfade.cohorts;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.value.Share;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cohorts of a configuration, compiled. Look one up when a rule is compiled, not when it is
 * asked. Immutable.
 */
public final class Cohorts {
  private final Map<String, Cohort> byName;

  private Cohorts(Map<String, Cohort> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  public static Cohorts of(Config config) {
    Map<String, Cohort> compiled = new LinkedHashMap<>();
    config
        .cohorts()
        .forEach((name, cohort) -> compiled.put(name, new Compiled(name, compile(name, cohort))));
    return new Cohorts(compiled);
  }

  /**
   * The cohort of this name. The loader lets no rule name another.
   *
   * @throws IllegalArgumentException there is none
   */
  public Cohort named(String name) {
    Cohort cohort = byName.get(name);
    if (cohort == null) {
      throw new IllegalArgumentException(
          "cohort: \""
              + name
              + "\" is not defined"
              + Suggestion.of(name, byName.keySet(), "one under cohorts"));
    }
    return cohort;
  }

  /** The names of all that hold for a visitor, in the order of the configuration. */
  public List<String> holding(Visitor visitor) {
    List<String> names = new ArrayList<>();
    for (Cohort cohort : byName.values()) {
      if (cohort.holds(visitor)) {
        names.add(cohort.name());
      }
    }
    return names;
  }

  /** A cohort by its one condition, which may be made of many. */
  private record Compiled(String name, Condition condition) implements Cohort {
    @Override
    public boolean holds(Visitor visitor) {
      return condition.holds(visitor);
    }

    @Override
    public @Nullable Clue clue() {
      return condition.clue();
    }
  }

  /** Cheap conditions first: those that follow are asked only where these hold. */
  private static Condition compile(String name, dev.crossfade.config.model.Cohort cohort) {
    List<Condition> all = new ArrayList<>();
    Share percent = cohort.percent();
    if (percent != null) {
      all.add(new Condition.Percent(Buckets.salted("cohort:" + name), percent.basisPoints()));
    }
    if (cohort.preview() != null) {
      all.add(new Condition.Previewing(cohort.preview()));
    }
    if (cohort.crawler() != null) {
      all.add(crawler(cohort.crawler()));
    }
    cohort.header().forEach((key, value) -> all.add(new Condition.Header(key, value)));
    cohort.cookie().forEach((key, value) -> all.add(new Condition.Cookie(key, value)));
    cohort.query().forEach((key, value) -> all.add(new Condition.Query(key, value)));
    if (!cohort.acceptLanguage().isEmpty()) {
      all.add(new Condition.Language(List.copyOf(cohort.acceptLanguage())));
    }
    if (!cohort.address().isEmpty()) {
      all.add(new Condition.Address(AddressSet.of(cohort.address())));
    }
    if (!cohort.country().isEmpty()) {
      all.add(new Condition.Country(List.copyOf(cohort.country())));
    }
    if (!cohort.any().isEmpty()) {
      all.add(
          new Condition.Any(
              cohort.any().stream().map(one -> compile(name, one)).toArray(Condition[]::new)));
    }
    if (cohort.negated() != null) {
      all.add(new Condition.Not(compile(name, cohort.negated())));
    }
    return all.size() == 1 ? all.getFirst() : new Condition.All(all.toArray(Condition[]::new));
  }

  private static Condition crawler(String wanted) {
    return switch (wanted) {
      case "any" -> new Condition.AnyCrawler();
      case "verified" -> new Condition.VerifiedCrawler();
      default -> new Condition.NamedCrawler(wanted);
    };
  }
}
