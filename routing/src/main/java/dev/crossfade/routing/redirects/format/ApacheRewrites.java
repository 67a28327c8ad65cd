package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code RewriteRule}s. Of conditions, those that ask for one host or one query are part of what a
 * redirect can say; a rule under any other is none.
 */
final class ApacheRewrites {
  private final Rules rules;
  private String base = "/";
  private @Nullable String wantedHost;
  private @Nullable String wantedQuery;
  private @Nullable String beyond;

  ApacheRewrites(Rules rules) {
    this.rules = rules;
  }

  void onBase(List<String> words) {
    base = words.isEmpty() || !words.getFirst().startsWith("/") ? "/" : words.getFirst();
    base = base.endsWith("/") ? base : base + "/";
  }

  void onCondition(List<String> words) {
    String asked = words.isEmpty() ? "" : words.getFirst().toUpperCase(Locale.ROOT);
    String pattern = words.size() > 1 ? words.get(1) : "";
    boolean whole = pattern.startsWith("^") && pattern.endsWith("$") && pattern.length() > 1;
    String text = whole ? Patterns.unquoted(pattern.substring(1, pattern.length() - 1)) : null;
    String flags = words.size() > 2 ? words.get(2).toUpperCase(Locale.ROOT) : "";
    if (text != null
        && asked.equals("%{HTTP_HOST}")
        && wantedHost == null
        && !flags.contains("OR")) {
      wantedHost = text;
    } else if (text != null
        && asked.equals("%{QUERY_STRING}")
        && wantedQuery == null
        && flags.isEmpty()) {
      wantedQuery = text;
    } else {
      beyond = String.join(" ", words);
    }
  }

  /** Conditions hold for the rule that follows them, and for no other. */
  void onRule(List<String> words, @Nullable String serverHost) throws Refusal {
    String host = wantedHost;
    String query = wantedQuery;
    String other = beyond;
    wantedHost = null;
    wantedQuery = null;
    beyond = null;
    if (other != null) {
      throw new Refusal(
          "a redirect under the condition " + Excerpt.of(other) + " (expected: none)");
    }
    if (words.size() < 2) {
      throw new Refusal(
          "a RewriteRule of " + words.size() + " words (expected: pattern target [flags])");
    }
    Flags flags = Flags.of(words.size() > 2 ? words.get(2) : "");
    String to = flags.status() == Rules.GONE ? "" : words.get(1);
    if (flags.status() == 0) {
      throw new Refusal(
          "RewriteRule to "
              + Excerpt.of(to)
              + " serves another page, which is no redirect (expected: [R=301])");
    }
    add(
        host == null ? serverHost : Hosts.of(host),
        query,
        regex(words.getFirst(), flags),
        to,
        flags);
  }

  private void add(
      @Nullable String host, @Nullable String query, String regex, String to, Flags flags)
      throws Refusal {
    boolean drops = to.endsWith("?");
    String raw = drops ? to.substring(0, to.length() - 1) : to;
    String target = ApacheWords.substitution(raw, false);
    if (target.contains("%{")) {
      throw new Refusal(
          "a variable in " + Excerpt.of(to) + " (expected: text and groups such as $1)");
    }
    String below = prefix(regex);
    String single = Patterns.singlePath(regex);
    if (query != null) {
      if (single == null) {
        throw new Refusal("a query with more than one path (expected: ^one/path$)");
      }
      rules.page(
          new Address(host, Address.source(single).path(), Escapes.query(query)),
          target,
          flags.status());
      return; // the query is asked for, so whether it is kept hardly matters
    }
    if (below != null && (target.isEmpty() || ApacheWords.hasGroups(raw))) {
      Address start = new Address(host, Address.source(below).path(), null);
      String withoutRest = raw.replaceFirst("(?<!\\\\)\\$1", "");
      rules.below(start, ApacheWords.substitution(withoutRest, false), flags.status());
    } else {
      onMatch(host, regex, raw, flags.status());
    }
    if (drops) {
      throw new Refusal(
          "a ? at the end drops the query (expected: query: drop in the configuration)");
    }
  }

  /** A target as it is written; of a single path it is one page's. */
  void onMatch(@Nullable String host, String regex, String raw, int status) throws Refusal {
    String single = Patterns.singlePath(regex);
    if (single != null && !ApacheWords.hasGroups(raw)) {
      Address address = Address.source(single);
      rules.page(
          new Address(host, address.path(), address.query()),
          ApacheWords.substitution(raw, false),
          status);
    } else {
      rules.matching(host, regex, ApacheWords.substitution(raw, true), status);
    }
  }

  /** What our own writer means as everything below a path; null: it is not. */
  private static @Nullable String prefix(String regex) {
    String end = "(?<rest>.*)$";
    String orNothing = "(?<rest>/.*)?$";
    String tail = regex.endsWith(end) ? end : orNothing;
    boolean is = regex.startsWith("^/") && regex.endsWith(tail);
    return is ? Patterns.unquoted(regex.substring(1, regex.length() - tail.length())) : null;
  }

  /** In a folder's .htaccess the path has no leading slash; {@code ^/?} is for both places. */
  private String regex(String pattern, Flags flags) {
    String path = pattern;
    if (path.startsWith("^/?")) {
      path = "^/" + path.substring(3);
    } else if (path.startsWith("^") && !path.startsWith("^/")) {
      path = "^" + Patterns.quoted(base) + path.substring(1);
    }
    return (flags.foldsCase() ? "(?i)" : "") + path;
  }

  /**
   * What stands in brackets.
   *
   * @param status 0: it is no redirect
   */
  private record Flags(int status, boolean foldsCase) {
    static Flags of(String text) throws Refusal {
      int status = 0;
      boolean foldsCase = false;
      boolean bracketed = text.startsWith("[") && text.endsWith("]");
      String inside = bracketed ? text.substring(1, text.length() - 1) : text;
      for (String flag : inside.toUpperCase(Locale.ROOT).split(",", -1)) {
        String name = flag.strip();
        foldsCase |= name.equals("NC") || name.equals("NOCASE");
        if (name.equals("G") || name.equals("GONE")) {
          status = Rules.GONE;
        } else if (name.equals("R") || name.equals("REDIRECT")) {
          status = 302;
        } else if (name.startsWith("R=") || name.startsWith("REDIRECT=")) {
          status = number(name.substring(name.indexOf('=') + 1));
        }
      }
      return new Flags(status, foldsCase);
    }

    private static int number(String word) throws Refusal {
      return switch (word) {
        case "PERMANENT" -> 301;
        case "TEMP" -> 302;
        case "SEEOTHER" -> 303;
        default -> Status.of(word);
      };
    }
  }
}
