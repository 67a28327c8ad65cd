package dev.crossfade.routing.redirects;

import org.jspecify.annotations.Nullable;

/**
 * The entries that ask for one page. What names host and query comes first, then the query on any
 * host, then the page on the host, then the page on any; among equals who was written first.
 */
final class ExactTable {
  static final long NONE = -1;

  private final Entries entries;
  private final HashTable table;
  private final boolean hosted;
  private final boolean queried;
  private final int[] forms;
  private int same;

  /**
   * @param hashes of the entries from 0 on; 0: it is none of ours
   * @param hosted whether any of them names a host
   * @param queried whether any of them names a query
   */
  ExactTable(
      Entries entries, long[] hashes, int size, boolean hosted, boolean queried, int[] forms) {
    this.entries = entries;
    this.hosted = hosted;
    this.queried = queried;
    this.forms = forms;
    this.table = new HashTable(size);
    for (int entry = 0; entry < entries.count(); entry++) {
      if (hashes[entry] != 0) {
        put(hashes, entry);
      }
    }
  }

  /** 0 says that there is no hash. */
  static long hash(String host, long path, @Nullable String query) {
    long hash = path;
    if (!host.isEmpty()) {
      hash = Keys.withHost(hash, Keys.text(host));
    }
    if (query != null) {
      hash = Keys.withQuery(hash, Keys.text(query));
    }
    return hash == 0 ? 1 : hash;
  }

  /** Who asks for the same under the same policy can never be found. */
  private void put(long[] hashes, int entry) {
    long hash = hashes[entry];
    int at = table.next(hash, table.first(hash));
    while (at >= 0) {
      int other = Entries.number(table.entry(at));
      if (hashes[other] == hash && isSame(entry, other)) {
        same++;
        return;
      }
      at = table.next(hash, at + 1);
    }
    table.put(hash, entries.entry(entry));
  }

  private boolean isSame(int entry, int other) {
    Kind kind = entries.kindOf(entry);
    Kind otherKind = entries.kindOf(other);
    return kind.policy().equals(otherKind.policy())
        && kind.way() == otherKind.way()
        && entries.source(entry).equals(entries.source(other));
  }

  /** How many ask for what another one asks for. */
  int same() {
    return same;
  }

  /** The entry that takes this; {@link #NONE}: nobody. */
  long find(String host, String path, String query, Scope scope) {
    long best = NONE;
    int bestLevel = Integer.MAX_VALUE;
    for (int form : forms) {
      String folded = Kind.folded(path, form);
      int end = Kind.end(folded, form);
      long any = Keys.path(folded, end, form);
      boolean named = hosted && !host.isEmpty();
      long here = named ? Keys.withHost(any, Keys.text(host)) : 0;
      long mark = queried ? Keys.text(query) : 0;
      for (int level = 0; level < 4 && level <= bestLevel; level++) {
        boolean asksQuery = level < 2;
        boolean asksHost = level % 2 == 0;
        if ((asksQuery && !queried) || (asksHost && !named)) {
          continue;
        }
        long key = asksHost ? here : any;
        long found =
            probe(
                asksQuery ? Keys.withQuery(key, mark) : key,
                form,
                asksHost ? host : "",
                folded,
                end,
                asksQuery ? query : null,
                scope);
        if (found != NONE && (level < bestLevel || found < best)) {
          best = found;
          bestLevel = level;
        }
      }
    }
    return best;
  }

  private long probe(
      long hash, int form, String host, String path, int end, @Nullable String query, Scope scope) {
    long key = hash == 0 ? 1 : hash;
    int at = table.next(key, table.first(key));
    while (at >= 0) {
      long entry = table.entry(at);
      if (entries.isSource(entry, host, path, end, query)) {
        Kind kind = entries.kindOf(entry);
        if (kind.form() == form && scope.holds(kind.policy(), kind.way())) {
          return entry;
        }
      }
      at = table.next(key, at + 1);
    }
    return NONE;
  }

  /** Whether some page may be asked for by a path, whatever the scope: surely not, or perhaps. */
  boolean mayHold(String path) {
    for (int form : forms) {
      String folded = Kind.folded(path, form);
      long hash = Keys.path(folded, Kind.end(folded, form), form);
      if (table.next(hash, table.first(hash)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** Some were led elsewhere. */
  void relink() {
    table.relink(entries);
  }

  boolean isHosted() {
    return hosted;
  }

  boolean isQueried() {
    return queried;
  }

  long size() {
    return table.size();
  }
}
