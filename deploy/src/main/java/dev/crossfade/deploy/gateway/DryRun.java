package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.sources.Sources;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Secrets.CookieKey;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Live;
import dev.crossfade.routing.redirects.HitCounts;
import dev.crossfade.routing.redirects.RedirectHits;
import dev.crossfade.routing.redirects.RedirectMisses;
import dev.crossfade.routing.redirects.Redirects;
import dev.crossfade.routing.redirects.loading.RedirectMaps;
import dev.crossfade.seo.live.LiveAdvice;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What activating a configuration would find in the files that it names, and what it would decide
 * by. Nothing is done: no key is made, nobody is asked for names, no count is kept.
 *
 * @param outcome with what was found; of an invalid configuration what it was
 * @param draft null: the outcome is invalid
 */
public record DryRun(Loaded outcome, Decider.@Nullable Draft draft) {
  /**
   * Reads the files; not on an event loop.
   *
   * @param name what messages call the configuration
   */
  public static DryRun of(Loaded loaded, String name) {
    return of(loaded, name, null);
  }

  /**
   * The same beside what is active.
   *
   * @param active whose files need not be read again where they did not change; null: nothing is
   */
  static DryRun of(Loaded loaded, String name, Deciders.@Nullable Ready active) {
    return switch (loaded) {
      case Loaded.Invalid invalid -> new DryRun(invalid, null);
      case Loaded.Valid valid -> of(valid, name, active);
    };
  }

  private static DryRun of(Loaded.Valid valid, String name, Deciders.@Nullable Ready active) {
    Config config = valid.config();
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    Signer signer = Signer.of(keys(config, problems, warnings));
    Sources sources =
        Sources.silent(config, active == null ? null : active.sources(), signer, problems);
    RedirectMaps maps =
        RedirectMaps.load(config, Deciders::read, active == null ? null : active.maps(), problems);
    warnings.addAll(maps.warnings());
    warnings.addAll(LiveAdvice.of(config));
    ProblemLines lines = new ProblemLines(name, valid.marks());
    List<Problem> warned = new ArrayList<>(valid.warnings());
    warned.addAll(lines.of(warnings));
    if (!problems.isEmpty()) {
      return new DryRun(
          new Loaded.Invalid(lines.of(problems), warned, Set.copyOf(valid.inputs())), null);
    }
    Redirects redirects =
        new Redirects(
            maps.map(), new RedirectHits(maps.map(), HitCounts.NONE), new RedirectMisses());
    return new DryRun(
        new Loaded.Valid(config, valid.text(), warned, valid.inputs()),
        Decider.draft(config, sources.visitors(config), signer, redirects, Live.fresh()));
  }

  /** Whoever checks may be another user than whom the gateway runs as. */
  private static List<CookieKey> keys(Config config, List<String> problems, List<String> warnings) {
    try {
      return CookieKeys.peek(config);
    } catch (IOException e) {
      boolean ours = e.getCause() instanceof AccessDeniedException;
      (ours ? warnings : problems).add(String.valueOf(e.getMessage()));
      return List.of(CookieKeys.unknown());
    }
  }
}
