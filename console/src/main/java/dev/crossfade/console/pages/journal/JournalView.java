package dev.crossfade.console.pages.journal;

import dev.crossfade.console.pages.Choice;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.service.JournalService.Filter;
import dev.crossfade.console.service.JournalService.Happened;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the page of the journal shows. */
public record JournalView(Query query, List<JournalLine> lines, @Nullable Long cursor) {
  static final int PER_PAGE = 100;
  private static final List<Choice.Option> KINDS =
      List.of(
          new Choice.Option("rollout", "rollouts"),
          new Choice.Option("config", "configurations"),
          new Choice.Option("reload", "reloads of the same"),
          new Choice.Option("finding", "findings"),
          new Choice.Option("guard", "guards"));

  public JournalView {
    lines = List.copyOf(lines);
  }

  static Filter filter(Query query) {
    return new Filter(query.text("kind"), query.text("subject"), query.text("actor"));
  }

  /**
   * A page of it.
   *
   * @param found one more than are shown where there are more
   */
  static JournalView of(Query query, List<Happened> found) {
    boolean more = found.size() > PER_PAGE;
    List<Happened> page = more ? found.subList(0, PER_PAGE) : found;
    return new JournalView(
        query, page.stream().map(JournalLine::of).toList(), more ? page.getLast().seq() : null);
  }

  public Choice kinds() {
    return new Choice("kind", "about", "everything", query.text("kind"), KINDS);
  }

  /** What a filter says; empty: nothing. */
  public String said(String filter) {
    String text = query.text(filter);
    return text == null ? "" : text;
  }

  public boolean isFiltered() {
    return !query.with("cursor", null).isPlain();
  }

  public String by(String actor) {
    return query.with("cursor", null).with("actor", actor).href();
  }

  public String about(String subject) {
    return query.with("cursor", null).with("subject", subject).href();
  }

  public @Nullable String older() {
    return cursor == null ? null : query.with("cursor", Long.toString(cursor)).href();
  }

  public @Nullable String newest() {
    return query.text("cursor") == null ? null : query.with("cursor", null).href();
  }

  /** The same as a file: csv or json. */
  public String file(String format) {
    Query file = query.on("/api/v1/journal").with("cursor", null).with("format", format);
    return file.href();
  }
}
