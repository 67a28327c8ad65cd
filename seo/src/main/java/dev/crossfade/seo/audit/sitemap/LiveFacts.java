package dev.crossfade.seo.audit.sitemap;

import dev.crossfade.seo.reconcile.Live;
import dev.crossfade.seo.sitemap.HashedUrls;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the site answered for each URL, in sixteen bytes and the free places of a hash table: the
 * hash of the URL, a byte of what came, and the hash of where it led. One thread at a time.
 */
final class LiveFacts {
  private static final long HASH = (1L << 56) - 1;
  private static final int MOST_HOPS = 15;

  /** What came, and in the upper four bits after how many hops. */
  private enum Kind {
    NONE,
    PAGE,
    HIDDEN,
    COPY,
    MOVED,
    ASTRAY,
    GONE,
    MISSING,
    BROKEN
  }

  private static final List<Kind> KINDS = List.of(Kind.values());

  private long[] keys = new long[1 << 10];
  private long[] values = new long[1 << 10];
  private int count;

  /** As a fact of the audit: {@code MOVED 2 /old /new}. */
  static String fact(Live live, String target, @Nullable String end) {
    int hops = live instanceof Live.Moved(int many, var _) ? Math.min(many, MOST_HOPS) : 0;
    return kind(live) + " " + hops + " " + target + (end == null ? "" : " " + end);
  }

  private static Kind kind(Live live) {
    return switch (live) {
      case Live.Page _ -> Kind.PAGE;
      case Live.Hidden _ -> Kind.HIDDEN;
      case Live.Copy _ -> Kind.COPY;
      case Live.Moved _ -> Kind.MOVED;
      case Live.Astray _ -> Kind.ASTRAY;
      case Live.Gone _ -> Kind.GONE;
      case Live.Missing _ -> Kind.MISSING;
      case Live.Broken _ -> Kind.BROKEN;
      case Live.Unasked _ -> Kind.NONE;
    };
  }

  /** Takes in a fact, and says which target it is of. */
  String learn(String fact) {
    String[] words = fact.split(" ", 4);
    Kind kind = Kind.valueOf(words[0]);
    int hops = Integer.parseInt(words[1]);
    long end = words.length > 3 ? HashedUrls.hash(words[3]) : 0;
    put(HashedUrls.hash(words[2]), (long) (hops << 4 | KINDS.indexOf(kind)) << 56 | end);
    return words[2];
  }

  private void put(long key, long value) {
    if (2 * count >= keys.length) {
      grow();
    }
    int at = place(keys, key);
    count += keys[at] == 0 ? 1 : 0;
    keys[at] = key;
    values[at] = value;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new long[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = place(keys, oldKeys[i]);
        keys[at] = oldKeys[i];
        values[at] = oldValues[i];
      }
    }
  }

  private static int place(long[] keys, long key) {
    int at = (int) key & (keys.length - 1);
    while (keys[at] != 0 && keys[at] != key) {
      at = at + 1 & (keys.length - 1);
    }
    return at;
  }

  /**
   * What came of a URL.
   *
   * @param listed whether the page of a hash is in the sitemap
   */
  Live of(String target, LongPredicate listed) {
    int at = place(keys, HashedUrls.hash(target));
    if (keys[at] == 0) {
      return new Live.Unasked();
    }
    int what = (int) (values[at] >>> 56);
    long end = values[at] & HASH;
    return switch (KINDS.get(what & 15)) {
      case NONE -> new Live.Unasked();
      case PAGE -> new Live.Page();
      case HIDDEN -> new Live.Hidden();
      case COPY -> new Live.Copy(listed.test(end));
      case MOVED -> new Live.Moved(what >>> 4, listed.test(end));
      case ASTRAY -> new Live.Astray();
      case GONE -> new Live.Gone();
      case MISSING -> new Live.Missing();
      case BROKEN -> new Live.Broken();
    };
  }
}
