package dev.crossfade.deploy.gateway;

import dev.crossfade.console.service.RedirectService;
import dev.crossfade.routing.redirects.RedirectEntry;
import dev.crossfade.routing.redirects.RedirectHits;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RedirectMisses;
import dev.crossfade.routing.redirects.RedirectSearch;
import dev.crossfade.routing.redirects.Redirection;
import dev.crossfade.routing.redirects.Redirects;
import dev.crossfade.routing.redirects.Scope;
import dev.crossfade.routing.redirects.Suggestions;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is counted about the redirects that are active. Thread-safe; may take seconds. */
final class RedirectReports implements RedirectService {
  private static final int MOST_SUGGESTED = 3;

  private final Deciders deciders;
  private final RedirectLints lints;
  private @Nullable Suggested suggested; // guarded by this

  /**
   * @param origin the site, if the configuration names it
   */
  RedirectReports(Deciders deciders, Supplier<Optional<URI>> origin) {
    this.deciders = deciders;
    this.lints =
        new RedirectLints(
            () -> {
              Deciders.Ready ready = deciders.active();
              return ready == null ? null : ready.maps();
            },
            origin);
  }

  /** Suggestions, and what they were made of: making them for a million entries takes seconds. */
  private record Suggested(RedirectMap map, Suggestions suggestions) {}

  @Override
  public Entries redirects(Search search) {
    Redirects active = deciders.redirects();
    if (active == null) {
      return new Entries(0, 0, 0, null, List.of(), null);
    }
    RedirectSearch.Found found = found(active, search);
    RedirectSearch.Cursor last = found.last();
    long since = active.hits().since();
    return new Entries(
        active.map().entries(),
        found.found(),
        found.searched(),
        since == 0 ? null : Instant.ofEpochSecond(since),
        found.entries().stream()
            .map(entry -> entry(active.map().describe(entry), active.hits(), entry))
            .toList(),
        last == null ? null : new Cursor(last.rank(), last.entry()).toString());
  }

  private static RedirectSearch.Found found(Redirects active, Search search) {
    Cursor after = search.after();
    return RedirectSearch.find(
        active.map(),
        active.hits(),
        new RedirectSearch.Wanted(
            search.text(),
            RedirectSearch.Side.valueOf(search.side().name()),
            search.atStart(),
            search.never(),
            RedirectSearch.Order.valueOf(search.sorting().name())),
        after == null
            ? RedirectSearch.Cursor.START
            : new RedirectSearch.Cursor(after.rank(), after.entry()),
        search.limit());
  }

  @Override
  public Lint lint() {
    return lints.lint();
  }

  private static Entry entry(RedirectEntry described, RedirectHits hits, int entry) {
    long last = hits.lastSecond(entry);
    return new Entry(
        described.source(),
        described.target().isEmpty() ? null : described.target(),
        described.status() == Redirection.AUTO ? null : described.status(),
        described.place().toString(),
        described.way() == Scope.Way.BACK,
        hits.count(entry),
        hits.crawlers(entry),
        last == 0 ? null : Instant.ofEpochSecond(last));
  }

  @Override
  public Misses misses(int from, int limit) {
    Redirects active = deciders.redirects();
    if (active == null) {
      return new Misses(List.of(), null, 0);
    }
    List<Miss> misses = new ArrayList<>();
    List<RedirectMisses.Miss> ranked = active.misses().top(from + limit + 1);
    int end = Math.min(ranked.size(), from + limit);
    for (RedirectMisses.Miss miss : ranked.subList(Math.min(from, end), end)) {
      misses.add(
          new Miss(
              miss.path(),
              miss.count(),
              miss.atMostTooHigh(),
              Instant.ofEpochSecond(miss.lastSecond()),
              suggestions(active.map()).of(miss.path(), MOST_SUGGESTED)));
    }
    String next = end < ranked.size() ? Integer.toString(end) : null;
    return new Misses(misses, next, active.misses().dropped());
  }

  private synchronized Suggestions suggestions(RedirectMap map) {
    Suggested known = suggested;
    if (known == null || known.map != map) {
      known = new Suggested(map, Suggestions.of(map));
      suggested = known;
    }
    return known.suggestions;
  }
}
