package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Severity;
import dev.crossfade.console.service.RedirectService.Lint;
import dev.crossfade.console.service.RedirectService.LintProblem;
import dev.crossfade.console.service.RedirectService.LintRule;
import dev.crossfade.console.service.RedirectService.Linted;
import dev.crossfade.console.service.RedirectService.Linting;
import dev.crossfade.console.service.RedirectService.NotLinted;
import dev.crossfade.deploy.maps.MapLint;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RuleSink;
import dev.crossfade.routing.redirects.loading.RedirectMaps;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lint of the active redirects: done once a map, by a thread of its own, when somebody asks for it.
 * Thread-safe.
 */
final class RedirectLints {
  private static final Logger log = LoggerFactory.getLogger(RedirectLints.class);

  /** Of one rule not more than anybody reads. */
  private static final int SHOWN = 200;

  /** What a rule costs while it is judged; measured. */
  private static final long BYTES_A_RULE = 1_000;

  private static final long PATIENCE_MILLIS = 1_500;
  private static final String INSTEAD = "./crossfade redirects lint FILE";

  private final Supplier<@Nullable RedirectMaps> active;
  private final Supplier<Optional<URI>> origin;
  private @Nullable Run run; // guarded by this

  RedirectLints(Supplier<@Nullable RedirectMaps> active, Supplier<Optional<URI>> origin) {
    this.active = active;
    this.origin = origin;
  }

  /** One look at a map. */
  private record Run(RedirectMaps maps, Instant since, CompletableFuture<Lint> outcome) {}

  Lint lint() {
    RedirectMaps maps = active.get();
    if (maps == null) {
      return new NotLinted("no configuration is active yet (expected: a gateway that is ready)");
    }
    Run now = run(maps);
    try {
      return now.outcome.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Linting(now.since);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Linting(now.since);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very map that is active
  private synchronized Run run(RedirectMaps maps) {
    Run last = run;
    boolean lasts =
        last != null
            && last.maps == maps
            && !(last.outcome.getNow(new Linting(last.since)) instanceof NotLinted);
    if (lasts && last != null) {
      return last;
    }
    Run next = new Run(maps, Instant.now(), new CompletableFuture<>());
    run = next;
    Thread.ofPlatform()
        .daemon()
        .name("redirect-lint")
        .start(() -> next.outcome.complete(look(maps)));
    return next;
  }

  private Lint look(RedirectMaps maps) {
    Optional<String> lacking = HeapRoom.lacking(maps.map().entries() * BYTES_A_RULE, INSTEAD);
    if (lacking.isPresent()) {
      return new NotLinted(lacking.get());
    }
    Collected collected = new Collected();
    try {
      RedirectMaps.read(maps.redirects(), Deciders::read, collected);
      MapLint lint = MapLint.of(collected.rules, collected.problems, origin.get().orElse(null));
      return new Linted(Instant.now(), lint.rules(), !maps.isAsRead(), grouped(lint.problems()));
    } catch (IOException e) {
      return new NotLinted("a file cannot be read any more: " + e.getMessage());
    } catch (OutOfMemoryError | RuntimeException e) {
      log.atError().setCause(e).log("lint of the active redirects failed");
      return new NotLinted("it failed; the log says how (expected: " + INSTEAD + ")");
    }
  }

  /** The problems of each rule together; they come with the worst first. */
  static List<LintRule> grouped(List<RedirectProblem> problems) {
    Map<String, List<RedirectProblem>> byRule = new LinkedHashMap<>();
    problems.forEach(p -> byRule.computeIfAbsent(p.rule(), _ -> new ArrayList<>()).add(p));
    return byRule.values().stream()
        .map(
            all ->
                new LintRule(
                    all.getFirst().rule(),
                    all.getFirst().severity().name().toLowerCase(Locale.ROOT),
                    all.size(),
                    all.stream().limit(SHOWN).map(RedirectLints::shown).toList()))
        .toList();
  }

  private static LintProblem shown(RedirectProblem problem) {
    return new LintProblem(
        new Place(problem.file(), problem.line()).toString(),
        problem.source(),
        problem.target(),
        problem.message());
  }

  /** What was read. */
  static final class Collected implements RuleSink {
    final List<RedirectRule> rules = new ArrayList<>();
    final List<RedirectProblem> problems = new ArrayList<>();

    @Override
    public void onRule(RedirectRule rule) {
      rules.add(rule);
    }

    @Override
    public void onProblem(Place place, String message) {
      problems.add(
          new RedirectProblem(
              "RED-INVALID", Severity.CRITICAL, place.file(), place.line(), "", "", message));
    }
  }
}
