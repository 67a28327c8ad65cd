package dev.crossfade.console.service;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an event tells. */
public sealed interface News {
  Instant at();

  /** What it is about. */
  Kind kind();

  /** What events are about. */
  enum Kind {
    /** A rollout moved. */
    EXPOSURE,
    /** A gate says another thing than before. */
    VERDICT,
    /** A group of findings opened or closed, or somebody said something of one. */
    FINDING,
    /** Another storefront serves a template. */
    GUARD,
    /** A configuration was applied or refused. */
    RELOAD,
    /** An endpoint is thought of otherwise than before. */
    HEALTH;

    /** As streams call it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A rollout moved.
   *
   * @param move start, advance, complete, hold, resume, rollback, abort or approve
   * @param from the state before
   * @param stage where it is in its plan since, from 1
   * @param fromExposure in percent, as {@code exposure}
   */
  record Moved(
      Instant at,
      String unit,
      String move,
      String from,
      String to,
      int stage,
      int stages,
      double fromExposure,
      double exposure,
      String actor,
      String reason)
      implements News {
    @Override
    public Kind kind() {
      return Kind.EXPOSURE;
    }
  }

  /**
   * A gate says another thing.
   *
   * @param before pass, hold or fail; null: it said nothing
   */
  record Judged(
      Instant at, String unit, String gate, @Nullable String before, String now, String sentence)
      implements News {
    @Override
    public Kind kind() {
      return Kind.VERDICT;
    }
  }

  /**
   * Something became of a group of findings.
   *
   * @param change opened, closed, accepted or reopened
   * @param actor who said it; null: it came by itself
   */
  record Found(
      Instant at,
      String id,
      String unit,
      String template,
      String rule,
      String severity,
      String title,
      String change,
      @Nullable String actor,
      @Nullable String reason)
      implements News {
    @Override
    public Kind kind() {
      return Kind.FINDING;
    }
  }

  /**
   * Another storefront serves a template.
   *
   * @param move engaged, healed, lifted or released
   * @param state of the guard since: watching, guarded or released
   */
  record Guarded(
      Instant at,
      String unit,
      String template,
      String move,
      String state,
      String actor,
      String reason)
      implements News {
    @Override
    public Kind kind() {
      return Kind.GUARD;
    }
  }

  /**
   * A configuration was read.
   *
   * @param outcome applied or refused
   * @param version the one that is active since; null: none is
   * @param trigger start, file, signal, api or rollback
   * @param problems how many speak against it
   */
  record Reloaded(
      Instant at,
      String outcome,
      @Nullable Long version,
      String trigger,
      String actor,
      String reason,
      int problems)
      implements News {
    @Override
    public Kind kind() {
      return Kind.RELOAD;
    }
  }

  /**
   * An endpoint is thought of otherwise.
   *
   * @param healthy what its checks say
   * @param ejected whether it is out because requests failed
   */
  record Standing(Instant at, String backend, String endpoint, boolean healthy, boolean ejected)
      implements News {
    @Override
    public Kind kind() {
      return Kind.HEALTH;
    }
  }
}
