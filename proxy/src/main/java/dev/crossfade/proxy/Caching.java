package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps shared caches from mixing the storefronts. An answer that another visitor might have got
 * from the other storefront is the visitor's own: {@code Cache-Control: private}, without what
 * permits or tells a shared cache otherwise (RFC 9111 §5.2.2, RFC 9213), and {@code Vary: Cookie}
 * for caches that keep it nevertheless. Browsers cache it as before.
 */
final class Caching {
  /** Permissions for shared caches, with or without a value. */
  private static final Set<String> SHARED =
      Set.of("public", "s-maxage", "proxy-revalidate", "stale-while-revalidate");

  /** Words after which no shared cache keeps the answer; private with names is for fields alone. */
  private static final Set<String> UNSHARED = Set.of("private", "no-store");

  private Caching() {}

  /** The fields of the answer, for this visitor alone. */
  static void writePrivate(Head answer, FieldSink out) {
    Forwarding.toClient(answer, Caching::isKept, out);
    boolean unshared = false;
    out.begin(Name.CACHE_CONTROL);
    boolean first = true;
    for (int i = answer.find(Name.CACHE_CONTROL);
        i >= 0;
        i = answer.find(Name.CACHE_CONTROL, i + 1)) {
      for (String directive : answer.value(i).split(",", -1)) {
        String word = directive.strip();
        String name = name(word);
        if (!word.isEmpty() && !SHARED.contains(name) && !isFieldwise(name, word)) {
          out.text(first ? "" : ", ").text(word);
          first = false;
          unshared |= UNSHARED.contains(name);
        }
      }
    }
    if (!unshared) {
      out.text(first ? "" : ", ").text("private");
    }
    out.end();
    if (!answer.hasToken(Name.VARY, "cookie") && !answer.hasToken(Name.VARY, "*")) {
      out.field(Name.VARY, "Cookie");
    }
  }

  /** {@code private="set-cookie"} lets shared caches keep all the rest. */
  private static boolean isFieldwise(String name, String word) {
    return name.equals("private") && word.length() > name.length();
  }

  private static String name(String directive) {
    int equals = directive.indexOf('=');
    String name = equals < 0 ? directive : directive.substring(0, equals);
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** What is written anew, or speaks to caches on the way alone, is left out. */
  private static boolean isKept(Head answer, int field) {
    return switch (answer.name(field)) {
      case CACHE_CONTROL, CDN_CACHE_CONTROL, SURROGATE_CONTROL -> false;
      case OTHER ->
          !answer.isNamedLike(field, "-cache-control") // RFC 9213 §2: for one kind of cache
              && !answer.isNamed(field, "x-accel-expires");
      default -> true;
    };
  }
}
