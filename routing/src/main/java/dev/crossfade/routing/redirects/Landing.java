package dev.crossfade.routing.redirects;

import com.google.re2j.Matcher;
import dev.crossfade.config.model.Redirect;
import org.jspecify.annotations.Nullable;

/** Where an entry leads who asked for an address. */
final class Landing {
  private final Entries entries;
  private final PatternTable patterns;

  Landing(Entries entries, PatternTable patterns) {
    this.entries = entries;
    this.patterns = patterns;
  }

  /**
   * The location; empty where the page is gone; null where what was asked gives no address.
   *
   * @param path in its normal form
   * @param query in its normal form; empty: none
   */
  @Nullable String of(long entry, String path, String query) {
    Kind kind = entries.kindOf(entry);
    if (kind.status() == Statuses.GONE) {
      return "";
    }
    String more = kind.policy().query() == Redirect.Query.PRESERVE ? query : "";
    return switch (kind.shape()) {
      case EXACT -> exact(entry, more);
      case PREFIX -> prefix(entry, kind, path, more);
      case PATTERN -> pattern(entry, path, more);
    };
  }

  /** A query that the source names was asked for, so it is not passed on. */
  private String exact(long entry, String more) {
    String target = entries.target(entry);
    boolean passedOn = !more.isEmpty() && entries.source(Entries.number(entry)).indexOf('?') < 0;
    return passedOn ? Url.of(target).with(more).toString() : target;
  }

  private String prefix(long entry, Kind kind, String path, String more) {
    String source = entries.source(Entries.number(entry));
    int length = source.length() - source.indexOf('/');
    String rest = path.substring(Math.min(length, path.length()));
    boolean onlySlash = rest.equals("/") && kind.form() >= Kind.WITHOUT_SLASH;
    return Url.of(entries.target(entry)).below(onlySlash ? "" : rest).with(more).toString();
  }

  private @Nullable String pattern(long entry, String path, String more) {
    PatternTable.Compiled compiled = patterns.of(Entries.number(entry));
    Matcher match = compiled.pattern().matcher(path);
    String location = match.find() ? compiled.target().expand(match) : null;
    return location == null ? null : Url.of(location).with(more).toString();
  }
}
