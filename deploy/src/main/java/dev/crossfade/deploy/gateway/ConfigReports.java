package dev.crossfade.deploy.gateway;

import dev.crossfade.config.ConfigText;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reloader;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.change.Change;
import dev.crossfade.config.change.Changes;
import dev.crossfade.config.change.TextChange;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.shape.Credentials;
import dev.crossfade.console.service.AdminServices.Version;
import dev.crossfade.console.service.ConfigService;
import dev.crossfade.console.service.ProblemView;
import dev.crossfade.rollout.journal.ConfigVersions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows configurations and what lies between them, never a secret. Thread-safe; reads files. */
final class ConfigReports implements ConfigService {
  private final Reloader reloader;
  private final ConfigVersions versions;
  private final Deciders deciders;
  private final Function<Config, List<String>> rollouts;

  /**
   * @param rollouts what a configuration means for the rollouts that are under way
   */
  ConfigReports(
      Reloader reloader,
      ConfigVersions versions,
      Deciders deciders,
      Function<Config, List<String>> rollouts) {
    this.reloader = reloader;
    this.versions = versions;
    this.deciders = deciders;
    this.rollouts = rollouts;
  }

  List<Version> versions() {
    return versions.list().stream()
        .map(
            v ->
                new Version(v.version(), v.at(), v.actor(), v.reason(), v.sha256(), (int) v.size()))
        .toList();
  }

  @Override
  public Optional<VersionText> versionText(long version) {
    long active = reloader.active().map(Snapshot::version).orElse(0L);
    return versions().stream()
        .filter(kept -> kept.version() == version)
        .findFirst()
        .flatMap(
            kept ->
                versions
                    .text(version)
                    .map(
                        text ->
                            new VersionText(
                                kept, version == active, ConfigText.redacted(text).orElse(null))));
  }

  @Override
  public Optional<ConfigDifference> difference(long from, long to) {
    Optional<String> before = versions.text(from);
    Optional<String> now = versions.text(to);
    return before.isPresent() && now.isPresent()
        ? Optional.of(between(from, before.get(), to, now.get(), reloader.check(now.get())))
        : Optional.empty();
  }

  @Override
  public Optional<Consequence> consequence(@Nullable Long version, boolean files) {
    Optional<Snapshot> active = reloader.active();
    Optional<String> kept = version == null ? Optional.empty() : versions.text(version);
    if (active.isEmpty() || (version != null && kept.isEmpty())) {
      return Optional.empty();
    }
    Loaded read = version == null ? reloader.peek() : reloader.check(kept.orElseThrow());
    Loaded loaded = files ? deciders.examine(read, active.get().source()).outcome() : read;
    long to = version == null ? 0 : version;
    return Optional.of(
        switch (loaded) {
          case Loaded.Valid valid ->
              new Consequence(
                  valid.text().equals(active.get().text()),
                  List.of(),
                  valid.warnings().stream().map(ProblemView::of).toList(),
                  rollouts.apply(valid.config()),
                  between(active.get().version(), active.get().text(), to, valid.text(), valid));
          case Loaded.Invalid invalid ->
              new Consequence(
                  false,
                  invalid.problems().stream().map(ProblemView::of).toList(),
                  invalid.warnings().stream().map(ProblemView::of).toList(),
                  List.of(),
                  kept.map(
                          text ->
                              between(
                                  active.get().version(), active.get().text(), to, text, invalid))
                      .orElse(null));
        });
  }

  private ConfigDifference between(long from, String before, long to, String now, Loaded loaded) {
    Optional<TextChange> change = TextChange.between(before, now);
    return new ConfigDifference(
        from,
        to,
        change.map(c -> c.lines().stream().map(ConfigReports::line).toList()).orElse(null),
        change.map(TextChange::added).orElse(0),
        change.map(TextChange::removed).orElse(0),
        keys(reloader.check(before), loaded));
  }

  private static TextLine line(TextChange.Line line) {
    return new TextLine(
        line.kind().name().toLowerCase(Locale.ROOT), line.before(), line.now(), line.text());
  }

  private static @Nullable List<KeyChange> keys(Loaded before, Loaded now) {
    if (!(before instanceof Loaded.Valid old) || !(now instanceof Loaded.Valid young)) {
      return null;
    }
    Path here = Path.of("").toAbsolutePath();
    return Changes.between(
            new Changes.Side(old.config(), here), new Changes.Side(young.config(), here))
        .stream()
        .map(ConfigReports::key)
        .toList();
  }

  private static KeyChange key(Change change) {
    return new KeyChange(change.path(), told(change.before()), told(change.now()));
  }

  private static @Nullable String told(@Nullable JsonNode value) {
    return value == null
        ? null
        : Credentials.hidden(value.isString() ? value.asString() : value.toString());
  }
}
