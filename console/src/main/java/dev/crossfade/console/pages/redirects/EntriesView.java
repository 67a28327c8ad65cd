package dev.crossfade.console.pages.redirects;

import dev.crossfade.console.api.RedirectSearches;
import dev.crossfade.console.pages.Figures;
import dev.crossfade.console.service.RedirectService.Entries;
import dev.crossfade.console.service.RedirectService.Search;
import dev.crossfade.console.service.RedirectService.Side;
import dev.crossfade.console.service.RedirectService.Sorting;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the page of entries says. */
public record EntriesView(Search search, Entries entries) {
  /** How much of all is shown, in a sentence. */
  public String sentence() {
    String all = Figures.of(entries.total());
    if (!isNarrowed()) {
      return Figures.of(entries.total(), "redirect");
    }
    return entries.searched() < entries.total()
        ? Figures.of(entries.found())
            + " of the first "
            + Figures.of(entries.searched())
            + " redirects; "
            + all
            + " are too many to look through at once"
        : Figures.of(entries.found()) + " of " + Figures.of(entries.total(), "redirect");
  }

  /** Whether less than all is looked for. */
  public boolean isNarrowed() {
    return !search.text().isEmpty() || search.never();
  }

  public String word(Enum<?> value) {
    return RedirectSearches.word(value);
  }

  public boolean isIn(Side side) {
    return search.side() == side;
  }

  public boolean isBy(Sorting sorting) {
    return search.sorting() == sorting;
  }

  public boolean isFirstPage() {
    return search.after() == null;
  }

  /** The address of the page that follows; null: this is the last. */
  public @Nullable String next() {
    String next = entries.next();
    return next == null ? null : path() + "&cursor=" + next;
  }

  /** The address of the first page of the same. */
  public String path() {
    return "/redirects?q="
        + URLEncoder.encode(search.text(), StandardCharsets.UTF_8)
        + "&in="
        + word(search.side())
        + (search.atStart() ? "&at=start" : "")
        + (search.never() ? "&never=true" : "")
        + "&sort="
        + word(search.sorting());
  }
}
