package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.console.service.RedirectPreviewService.Answered;
import dev.crossfade.console.service.RedirectPreviewService.Answers;
import dev.crossfade.console.service.RedirectPreviewService.EntryChange;
import dev.crossfade.console.service.RedirectPreviewService.MapFile;
import dev.crossfade.console.service.RedirectPreviewService.Preview;
import dev.crossfade.console.service.RedirectPreviewService.Previewed;
import dev.crossfade.console.service.RedirectPreviewService.Sum;
import dev.crossfade.console.service.RedirectPreviewService.Unfit;
import dev.crossfade.console.service.RedirectPreviewService.Upload;
import dev.crossfade.console.service.RedirectService.LintRule;
import dev.crossfade.deploy.maps.MapLint;
import dev.crossfade.routing.redirects.MapDifference;
import dev.crossfade.routing.redirects.MapDifference.Difference;
import dev.crossfade.routing.redirects.MapDifference.Fate;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectEntry;
import dev.crossfade.routing.redirects.RedirectMisses;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.Redirection;
import dev.crossfade.routing.redirects.Redirects;
import dev.crossfade.routing.redirects.RuleSink;
import dev.crossfade.routing.redirects.format.OwnFormat;
import dev.crossfade.routing.redirects.format.RedirectReader;
import dev.crossfade.routing.redirects.loading.RedirectMaps;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One look at a file of redirects beside those that are active. For one thread, used once. */
final class RedirectPreviewing {
  /** What a redirect has that says nothing else. */
  private static final Redirect.Policy USUAL =
      new Redirect.Policy(
          Redirect.When.ALWAYS,
          Redirect.Status.S301,
          Redirect.Query.PRESERVE,
          null,
          false,
          true,
          Redirect.TrailingSlash.EXACT);

  private static final int ADDED = -1;
  private static final int UNCLEAR = -2;
  private static final int SHOWN = 20;
  private static final int TRIED_MISSES = 10_000;

  /** What a byte of the file costs when it is compiled and compared; measured, and more. */
  private static final long BYTES_A_BYTE = 3;

  /** What an active entry costs when it is compared. */
  private static final long BYTES_AN_ENTRY = 64;

  private static final long LINT_BYTES_A_RULE = 1_000;

  /** Where addresses are long it is more; measured, and more. */
  private static final long LINT_BYTES_A_BYTE = 10;

  private final Deciders.Ready active;
  private final @Nullable URI origin;
  private final String actor;
  private String name = "";
  private Path file = Path.of("");
  private int redirects;
  private boolean isTable = true;

  RedirectPreviewing(Deciders.Ready active, @Nullable URI origin, String actor) {
    this.active = active;
    this.origin = origin;
    this.actor = actor;
  }

  /**
   * Looks.
   *
   * @param made where to write the file in our own format
   */
  Previewed examine(Path uploaded, Path made, Upload upload) throws IOException {
    file = uploaded;
    name = name(upload.name());
    long bytes = Files.exists(uploaded) ? Files.size(uploaded) : 0;
    if (bytes == 0) {
      return new Unfit(null, "the file is empty (expected: redirects)", List.of());
    }
    Format format = Format.AUTO;
    if (upload.format() != null && !upload.format().isEmpty()) {
      try {
        format = Format.valueOf(upload.format().toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException _) {
        return new Unfit(
            "format", "format: " + upload.format() + " (expected: auto, or a format)", List.of());
      }
    }
    int place = place(upload.replaces());
    if (place == UNCLEAR) {
      return new Unfit("replaces", unclear(upload.replaces()), List.of());
    }
    Optional<String> lacking =
        HeapRoom.lacking(
            bytes * BYTES_A_BYTE + active.maps().map().entries() * BYTES_AN_ENTRY,
            "./crossfade redirects lint FILE");
    if (lacking.isPresent()) {
      return new Unfit(null, lacking.get(), List.of());
    }
    return examine(made, bytes, format, place);
  }

  private Previewed examine(Path made, long bytes, Format format, int place) throws IOException {
    Format known = format == Format.AUTO ? sniffed() : format;
    List<Redirect> redirected = new ArrayList<>(active.maps().redirects());
    Redirect.FromFile old = place == ADDED ? null : (Redirect.FromFile) redirected.get(place);
    Redirect.FromFile young =
        new Redirect.FromFile(file, known, true, old == null ? USUAL : old.policy());
    if (old == null) {
      redirected.add(young);
    } else {
      redirected.set(place, young);
    }
    List<String> rings = new ArrayList<>();
    RedirectMaps maps = RedirectMaps.load(redirected, this::read, rings);
    Lines lines = Lines.of(rings, maps.warnings(), name);
    if (redirects == 0) {
      return new Unfit(null, "nothing in it is a redirect", lines.shown);
    }
    write(made, known);
    Redirects now = active.redirects();
    MapDifference.Result difference =
        MapDifference.between(now.map(), now.hits(), maps.map(), SHOWN);
    Optional<String> lacking =
        HeapRoom.lacking(
            Math.max(redirects * LINT_BYTES_A_RULE, bytes * LINT_BYTES_A_BYTE),
            "./crossfade redirects lint FILE");
    boolean refused =
        !rings.isEmpty() || (!lines.shown.isEmpty() && !(old != null && old.lenient()));
    return new Preview(
        UUID.randomUUID().toString(),
        name,
        known.name().toLowerCase(Locale.ROOT),
        bytes,
        Instant.now(),
        actor,
        old == null ? null : old.file().toString(),
        redirects,
        lines.shown,
        lines.more,
        refused,
        now.map().entries(),
        maps.map().entries(),
        difference.same(),
        sum(difference, Fate.ADDED),
        sum(difference, Fate.REMOVED),
        sum(difference, Fate.RETARGETED),
        sum(difference, Fate.RESTATUSED),
        answers(now, maps),
        lacking.isPresent() ? List.of() : lint(known),
        lacking.orElse(null),
        (old == null ? stem(name) : stem(String.valueOf(old.file().getFileName())))
            + (isTable ? ".csv" : ".jsonl"));
  }

  /** Which of the configuration's redirects it takes the place of. */
  private int place(@Nullable String replaces) {
    List<MapFile> files = RedirectPreviews.mapFiles(active.maps());
    if (Upload.ADDED.equals(replaces) || files.isEmpty()) {
      return ADDED;
    }
    List<MapFile> meant =
        replaces != null && !replaces.isEmpty()
            ? files.stream().filter(f -> f.key().equals(replaces)).toList()
            : files.size() == 1
                ? files
                : files.stream().filter(f -> Path.of(f.file()).endsWith(name)).toList();
    return meant.size() == 1
        ? Integer.parseInt(meant.getFirst().key().replaceAll("[^0-9]", ""))
        : UNCLEAR;
  }

  private String unclear(@Nullable String replaces) {
    List<String> known =
        RedirectPreviews.mapFiles(active.maps()).stream()
            .map(f -> f.key() + " (" + f.file() + ")")
            .toList();
    return (replaces == null || replaces.isEmpty()
            ? "whose place it takes is not said"
            : "replaces: " + replaces)
        + " (expected: "
        + String.join(", ", known)
        + ", or "
        + Upload.ADDED
        + ")";
  }

  /** As places name it: without folders, and nothing that a terminal obeys. */
  private static String name(String sent) {
    String last = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
    String plain = last.replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "").strip();
    String shortened = plain.substring(0, Math.min(100, plain.length()));
    return shortened.isEmpty() ? "upload" : shortened;
  }

  private static String stem(String file) {
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    return stem.startsWith(".") || stem.startsWith("_") ? "redirects" : stem;
  }

  private Format sniffed() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return RedirectReader.sniff(in, name);
    }
  }

  /** Ours is told by the name that whoever sent it calls it. */
  private void read(Path path, Format format, RuleSink sink) throws IOException {
    if (!path.equals(file)) {
      Deciders.read(path, format, sink);
      return;
    }
    try (InputStream in = Files.newInputStream(path)) {
      RedirectReader.read(
          in,
          name,
          format,
          new RuleSink() {
            @Override
            public void onRule(RedirectRule rule) {
              redirects++;
              isTable &= OwnFormat.isRow(rule);
              sink.onRule(rule);
            }

            @Override
            public void onProblem(Place place, String message) {
              sink.onProblem(place, message);
            }
          });
    }
  }

  private void write(Path made, Format format) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(made);
        InputStream in = Files.newInputStream(file)) {
      OwnFormat own = isTable ? OwnFormat.table(out) : OwnFormat.lines(out);
      RedirectReader.read(
          in,
          name,
          format,
          new RuleSink() {
            @Override
            public void onRule(RedirectRule rule) {
              try {
                own.write(rule);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }

            @Override
            public void onProblem(Place place, String message) {
              Objects.requireNonNull(message); // was told when it was read for the first time
            }
          });
    }
  }

  private List<LintRule> lint(Format format) throws IOException {
    RedirectLints.Collected collected = new RedirectLints.Collected();
    read(file, format, collected);
    return RedirectLints.grouped(MapLint.of(collected.rules, List.of(), origin).problems());
  }

  private static Sum sum(MapDifference.Result difference, Fate fate) {
    MapDifference.Sum sum = Objects.requireNonNull(difference.sums().get(fate));
    return new Sum(
        sum.count(),
        sum.hit(),
        sum.hits(),
        sum.lost(),
        sum.examples().stream().map(RedirectPreviewing::change).toList());
  }

  private static EntryChange change(Difference difference) {
    RedirectEntry before = difference.before();
    RedirectEntry now = difference.now();
    RedirectEntry named = Objects.requireNonNull(now == null ? before : now);
    return new EntryChange(
        named.source(),
        before == null || before.target().isEmpty() ? null : before.target(),
        now == null || now.target().isEmpty() ? null : now.target(),
        status(before),
        status(now),
        named.place().toString(),
        difference.hits(),
        difference.crawlers(),
        difference.lastSecond() == 0 ? null : Instant.ofEpochSecond(difference.lastSecond()),
        difference.instead());
  }

  private static @Nullable Integer status(@Nullable RedirectEntry entry) {
    return entry == null || entry.status() == Redirection.AUTO ? null : entry.status();
  }

  private static Answers answers(Redirects now, RedirectMaps maps) {
    List<RedirectMisses.Miss> misses = now.misses().top(TRIED_MISSES);
    List<MapDifference.Answered> answered = MapDifference.answered(now.map(), maps.map(), misses);
    return new Answers(
        answered.size(),
        answered.stream().mapToLong(a -> a.miss().count()).sum(),
        misses.size(),
        answered.stream()
            .limit(SHOWN)
            .map(a -> new Answered(a.miss().path(), a.miss().count(), a.target()))
            .toList());
  }

  /** What is wrong with the file, of all that is told. */
  private record Lines(List<String> shown, int more) {
    private static final String MORE = "redirects: ([0-9]+) problems more";

    static Lines of(List<String> rings, List<String> warnings, String name) {
      List<String> shown = new ArrayList<>();
      int more = 0;
      for (List<String> some : List.of(rings, warnings)) {
        for (String line : some) {
          if (line.matches(MORE)) {
            more += Integer.parseInt(line.replaceAll("[^0-9]", ""));
          } else if (line.startsWith(name + ":")) {
            shown.add(line);
          }
        }
      }
      return new Lines(shown, more);
    }
  }
}
