package dev.crossfade.routing.redirects;

/**
 * The entries that ask for everything below a path. The longest wins; at the same length the one
 * that names the host; then who was written first.
 *
 * <p>A prefix ends where a segment does: {@code /blog} is {@code /blog} and all below {@code
 * /blog/}, never {@code /blogger}; {@code /blog/} is all below, not {@code /blog} itself. The path
 * is walked once, however long and deep it is.
 */
final class PrefixTable {
  static final long NONE = -1;

  private final Entries entries;
  private final HashTable table;
  private final int[] forms;
  private final boolean hosted;

  PrefixTable(Entries entries, int[] prefixes, int[] forms, boolean hosted) {
    this.entries = entries;
    this.forms = forms;
    this.hosted = hosted;
    this.table = new HashTable(prefixes.length);
    for (int entry : prefixes) {
      String source = entries.source(entry);
      int slash = source.indexOf('/');
      int form = entries.kindOf(entry).form();
      long hash = hash(source, slash, form);
      table.put(
          slash == 0 ? hash : Keys.withHost(hash, Keys.text(source.substring(0, slash))),
          entries.entry(entry));
    }
  }

  private static long hash(String text, int from, int form) {
    long hash = 0;
    for (int i = from; i < text.length(); i++) {
      hash = Keys.grow(hash, text.charAt(i));
    }
    return Keys.grown(hash, form);
  }

  boolean isEmpty() {
    return forms.length == 0;
  }

  long find(String host, String path, boolean hasQuery, Scope scope) {
    long best = NONE;
    int bestRank = 0;
    for (int form : forms) {
      String folded = Kind.folded(path, form);
      int end = Kind.end(folded, form);
      long hosts = hosted && !host.isEmpty() ? Keys.text(host) : 0;
      long hash = 0;
      for (int i = 0; i < end; i++) {
        char c = folded.charAt(i);
        hash = Keys.grow(hash, c);
        boolean border = c == '/' || i + 1 == end || folded.charAt(i + 1) == '/';
        int rank = 2 * (i + 1);
        if (!border || rank + 1 < bestRank) {
          continue;
        }
        long any = Keys.grown(hash, form);
        long found =
            hosts == 0
                ? NONE
                : probe(Keys.withHost(any, hosts), form, host, folded, i + 1, hasQuery, scope);
        if (found != NONE) {
          rank++;
        } else {
          found = probe(any, form, "", folded, i + 1, hasQuery, scope);
        }
        if (found != NONE && (rank > bestRank || (rank == bestRank && found < best))) {
          best = found;
          bestRank = rank;
        }
      }
    }
    return best;
  }

  private long probe(
      long hash, int form, String host, String path, int end, boolean hasQuery, Scope scope) {
    int at = table.next(hash, table.first(hash));
    while (at >= 0) {
      long entry = table.entry(at);
      if (entries.isSource(entry, host, path, end, null)) {
        Kind kind = entries.kindOf(entry);
        if (kind.form() == form && kind.asks(hasQuery) && scope.holds(kind.policy(), kind.way())) {
          return entry;
        }
      }
      at = table.next(hash, at + 1);
    }
    return NONE;
  }

  long size() {
    return table.size();
  }
}
