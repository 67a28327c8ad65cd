package dev.crossfade.seo.audit.redirects;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source.Exact;
import dev.crossfade.routing.redirects.RuleSink;
import dev.crossfade.routing.redirects.format.RedirectReader;
import dev.crossfade.seo.audit.UrlList;
import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files that a redirect audit goes by. Read in a stream, twice: once to see what there is, once
 * to ask. Of all that is remembered of a source is its hash.
 */
public final class RedirectFiles {
  private static final int MOST_PROBLEMS = 20;

  private final List<Path> maps;
  private final List<Path> lists;
  private final List<Path> previous;
  private final WebUrl origin;
  private final Hashes mapped = new Hashes();
  private final Counting counting = new Counting();

  private RedirectFiles(List<Path> maps, List<Path> lists, List<Path> previous, WebUrl origin) {
    this.maps = List.copyOf(maps);
    this.lists = List.copyOf(lists);
    this.previous = List.copyOf(previous);
    this.origin = origin;
  }

  /**
   * Looks through all of them.
   *
   * @param lists of addresses that must not be lost
   * @param previous maps of before
   * @param origin the site whose paths they have
   */
  public static RedirectFiles of(
      List<Path> maps, List<Path> lists, List<Path> previous, WebUrl origin) throws IOException {
    RedirectFiles files = new RedirectFiles(maps, lists, previous, origin);
    files.read(files.counting);
    return files;
  }

  /** What there is in all of them. */
  private static final class Counting implements Consumer<Source> {
    private final List<String> problems = new ArrayList<>();
    private long badLines;
    private long patterns;
    private long twice;
    private long redirects;
    private long addresses;
    private long removed;

    @Override
    public void accept(Source source) {
      switch (source) {
        case Source.Mapped _ -> redirects++;
        case Source.Listed _ -> addresses++;
        case Source.Removed _ -> removed++;
      }
    }

    void problem(String message) {
      badLines++;
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(message);
      }
    }
  }

  /** Tells each source once, the map's first. */
  void read(Consumer<Source> each) throws IOException {
    boolean first = each.equals(counting);
    for (Path map : maps) {
      redirects(map, new Maps(each, first));
    }
    for (Path list : lists) {
      UrlList.read(list, origin, new Lists(each, first));
    }
    for (Path map : previous) {
      redirects(map, new Before(each));
    }
  }

  private static void redirects(Path file, RuleSink sink) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      RedirectReader.read(in, file.toString(), Format.AUTO, sink);
    }
  }

  /** Where one asks for it; null: it is not about one page, or the page cannot be asked for. */
  private @Nullable WebUrl url(RedirectRule rule) {
    if (!(rule.source() instanceof Exact(String host, String path, String query))) {
      return null;
    }
    String at = host == null ? origin.origin() : origin.scheme() + "://" + host;
    boolean own = host != null && host.equals(origin.host());
    return WebUrl.parse((own ? origin.origin() : at) + path + (query == null ? "" : "?" + query));
  }

  /** A line of a map. */
  private final class Maps implements RuleSink {
    private final Consumer<Source> each;
    private final boolean first;
    private final Hashes told = new Hashes();

    Maps(Consumer<Source> each, boolean first) {
      this.each = each;
      this.first = first;
    }

    @Override
    public void onRule(RedirectRule rule) {
      WebUrl url = url(rule);
      if (url == null) {
        counting.patterns += first ? 1 : 0;
        return;
      }
      if (told.has(url)) {
        counting.twice += first ? 1 : 0; // the first one wins; lint tells of such
        return;
      }
      told.add(url);
      if (first) {
        mapped.add(url);
      }
      WebUrl target = rule.target().isEmpty() ? null : url.resolve(rule.target());
      if (target == null && !rule.target().isEmpty()) {
        problem(first, rule.place(), "target " + rule.target() + " (expected: a path or a URL)");
        return;
      }
      each.accept(new Source.Mapped(url, target, rule.status(), rule.place().toString()));
    }

    @Override
    public void onProblem(Place place, String message) {
      problem(first, place, message);
    }
  }

  private void problem(boolean first, Place place, String message) {
    if (first) {
      counting.problem(place + ": " + message);
    }
  }

  /** A line of a list; what the map has is asked for once. */
  private final class Lists implements UrlList.Sink {
    private final Consumer<Source> each;
    private final boolean first;
    private final Hashes told = new Hashes();

    Lists(Consumer<Source> each, boolean first) {
      this.each = each;
      this.first = first;
    }

    @Override
    public void onUrl(WebUrl url, String place) {
      if (!mapped.has(url) && !told.has(url)) {
        told.add(url);
        each.accept(new Source.Listed(url, place));
      }
    }

    @Override
    public void onProblem(String message) {
      if (first) {
        counting.problem(message);
      }
    }
  }

  /** A line of an earlier map; what is in it still is no news, and its faults are over. */
  private final class Before implements RuleSink {
    private final Consumer<Source> each;

    Before(Consumer<Source> each) {
      this.each = each;
    }

    @Override
    public void onRule(RedirectRule rule) {
      WebUrl url = url(rule);
      if (url != null && !mapped.has(url)) {
        each.accept(new Source.Removed(url, rule.place().toString()));
      }
    }

    @Override
    public void onProblem(Place place, String message) {}
  }

  /** How many sources there are. */
  public long size() {
    return counting.redirects + counting.addresses + counting.removed;
  }

  /** How many of them are redirects of the map. */
  public long redirects() {
    return counting.redirects;
  }

  /** How many are addresses of lists, without those that the map has. */
  public long addresses() {
    return counting.addresses;
  }

  /** How many rules are prefixes or patterns, which no one address stands for. */
  public long patterns() {
    return counting.patterns;
  }

  /** How many lines are no redirects, or no addresses. */
  public long badLines() {
    return counting.badLines;
  }

  /** How many ask for what an earlier one asks for. */
  public long twice() {
    return counting.twice;
  }

  /** The first few of the lines that are none, with their places. */
  public List<String> problems() {
    return List.copyOf(counting.problems);
  }
}
