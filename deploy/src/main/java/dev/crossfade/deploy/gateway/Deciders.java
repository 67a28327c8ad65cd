package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.sources.Sources;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Redirect;
import dev.crossfade.config.model.Secrets.CookieKey;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Live;
import dev.crossfade.routing.redirects.HitCounts;
import dev.crossfade.routing.redirects.RedirectHits;
import dev.crossfade.routing.redirects.RedirectMisses;
import dev.crossfade.routing.redirects.Redirects;
import dev.crossfade.routing.redirects.RuleSink;
import dev.crossfade.routing.redirects.format.RedirectReader;
import dev.crossfade.routing.redirects.loading.HitsFile;
import dev.crossfade.routing.redirects.loading.RedirectMaps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what decides by a configuration, out of the files that it names. The next one goes on with
 * what did not change, and with what was counted. One thread at a time.
 */
final class Deciders implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Deciders.class);
  private static final String HITS = "redirect-hits";

  private final Live live = Live.fresh();
  private final RedirectMisses misses = new RedirectMisses();
  private volatile @Nullable Ready active;
  private @Nullable HitsFile file;

  /** All there is for one configuration. */
  record Ready(
      KeptDraft draft,
      Sources sources,
      RedirectMaps maps,
      Redirects redirects,
      List<CookieKey> keys,
      boolean configuredKeys) {}

  /**
   * Reads and compiles; changes nothing.
   *
   * @param problems gets a line for each thing that stands in the way
   * @return null: something stands in the way
   */
  @Nullable Ready prepare(Config config, List<String> problems) {
    Ready before = active;
    List<CookieKey> keys;
    try {
      keys = keys(config, before);
    } catch (IOException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
    Signer signer = Signer.of(keys);
    Sources sources =
        Sources.prepare(config, before == null ? null : before.sources, signer, problems);
    RedirectMaps maps =
        RedirectMaps.load(config, Deciders::read, before == null ? null : before.maps, problems);
    if (!problems.isEmpty()) {
      return null;
    }
    Redirects redirects = redirects(config, maps, before);
    Decider.Draft draft = Decider.draft(config, sources.visitors(config), signer, redirects, live);
    return new Ready(
        new KeptDraft(config, draft),
        sources,
        maps,
        redirects,
        keys,
        !config.secrets().cookieKeys().isEmpty());
  }

  /** What was kept before is kept on: whoever has another one by now would end every pin. */
  private static List<CookieKey> keys(Config config, @Nullable Ready before) throws IOException {
    boolean configured = !config.secrets().cookieKeys().isEmpty();
    return before == null || before.configuredKeys || configured
        ? CookieKeys.of(config)
        : before.keys;
  }

  static void read(Path file, Redirect.Format format, RuleSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      RedirectReader.read(in, file.toString(), format, sink);
    }
  }

  private Redirects redirects(Config config, RedirectMaps maps, @Nullable Ready before) {
    if (before != null && before.maps.equals(maps)) {
      return before.redirects;
    }
    HitCounts counts =
        before == null ? HitsFile.read(hitsFile(config)) : before.redirects.hits().snapshot();
    long since = counts.since() == 0 ? System.currentTimeMillis() / 1_000 : counts.since();
    return new Redirects(maps.map(), new RedirectHits(maps.map(), counts, since), misses);
  }

  private static Path hitsFile(Config config) {
    return config.state().dir().resolve(HITS);
  }

  /** It is active. */
  void commit(Config config, Ready ready) {
    active = ready;
    ready.maps.warnings().forEach(warning -> log.warn("{}", warning));
    if (file == null) {
      file = HitsFile.keeping(hitsFile(config), this::counts);
    }
  }

  /** The keys that cookies are signed with; none: nothing is active yet. */
  List<CookieKey> keys() {
    Ready now = active;
    return now == null ? List.of() : now.keys;
  }

  private HitCounts counts() {
    Ready now = active;
    return now == null ? HitCounts.NONE : now.redirects.hits().snapshot();
  }

  /** Reads a configuration's files as {@link #prepare} would, and does nothing. */
  DryRun examine(Loaded loaded, String name) {
    return DryRun.of(loaded, name, active);
  }

  /** What requests are decided by at this moment, live; empty: nothing is active yet. */
  Optional<KeptDraft.InUse> inUse() {
    Ready now = active;
    return now == null ? Optional.empty() : now.draft.inUse();
  }

  /** How far each unit is. */
  Live live() {
    return live;
  }

  /** All that is active; null: nothing is yet. */
  @Nullable Ready active() {
    return active;
  }

  /** What redirects are active, and what is counted about them; null: nothing is active yet. */
  @Nullable Redirects redirects() {
    Ready now = active;
    return now == null ? null : now.redirects;
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
