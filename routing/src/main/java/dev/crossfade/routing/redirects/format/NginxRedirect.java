package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code return} or {@code rewrite} that redirects.
 *
 * @param regex of a rewrite; null: all that come here
 * @param dropsQuery the target ends in ?, which no rule can say
 */
record NginxRedirect(@Nullable String regex, String target, int status, boolean dropsQuery) {
  private static final Set<String> EVERYTHING = Set.of("^", "^.*", "^.*$", ".*", "^/.*$", "^/.*");
  private static final Set<String> WHOLE_PATHS = Set.of("$request_uri", "$uri", "$document_uri");

  /** Null: it answers something else. */
  static @Nullable NginxRedirect of(List<String> words) throws Refusal {
    return words.getFirst().equals("rewrite") ? rewrite(words) : returned(words);
  }

  private static @Nullable NginxRedirect returned(List<String> words) throws Refusal {
    boolean isUrl = words.size() == 2 && Address.authority(words.get(1)) >= 0;
    if (words.size() == 2 && !isUrl && !words.get(1).equals("410")) {
      return null;
    }
    int status = isUrl ? 302 : Status.of(words.get(1));
    String target = status == Rules.GONE ? "" : words.getLast();
    return new NginxRedirect(null, target, status, false);
  }

  private static NginxRedirect rewrite(List<String> words) throws Refusal {
    if (words.size() < 3) {
      throw new Refusal(
          "a rewrite of " + words.size() + " words (expected: rewrite regex target flag;)");
    }
    String target = words.get(2);
    String flag = words.size() > 3 ? words.get(3) : "";
    boolean isUrl = Address.authority(target) >= 0 || target.startsWith("$scheme");
    if (!flag.equals("permanent") && !flag.equals("redirect") && !isUrl) {
      throw new Refusal(
          "rewrite to "
              + Excerpt.of(target)
              + " serves another page, which is no redirect (expected: permanent or redirect)");
    }
    boolean drops = target.endsWith("?");
    String regex = EVERYTHING.contains(words.get(1)) ? null : words.get(1);
    return new NginxRedirect(
        regex,
        drops ? target.substring(0, target.length() - 1) : target,
        flag.equals("permanent") ? 301 : 302,
        drops);
  }

  void addTo(Rules rules, @Nullable String host, NginxPlace place) throws Refusal {
    String to = NginxValue.withoutQuery(target);
    if (regex != null) {
      if (!place.contains(regex)) {
        throw new Refusal(
            "rewrite of "
                + Excerpt.of(regex)
                + " in location "
                + Excerpt.of(place.text())
                + " (expected: an expression that begins with that path)");
      }
      rules.matching(host, regex, NginxValue.of(to, regex), status);
      return;
    }
    for (String path : WHOLE_PATHS) {
      if (to.endsWith(path)) {
        addWhole(rules, host, place, to.substring(0, to.length() - path.length()));
        return;
      }
    }
    switch (place.kind()) {
      case EXACT -> rules.page(on(host, place.text()), NginxValue.of(to, null), status);
      case START ->
          rules.matching(host, place.regex(), Patterns.escaped(NginxValue.of(to, null)), status);
      case PATTERN -> rules.matching(host, place.text(), NginxValue.of(to, place.text()), status);
    }
  }

  /** The path that was asked for is appended whole: the same page elsewhere. */
  private void addWhole(Rules rules, @Nullable String host, NginxPlace place, String start)
      throws Refusal {
    String to = NginxValue.of(start, null);
    switch (place.kind()) {
      case EXACT -> rules.page(on(host, place.text()), to + place.text(), status);
      case START -> {
        if (place.text().endsWith("/")) {
          rules.below(on(host, place.text()), to + place.text(), status);
        } else {
          rules.matching(host, "(" + place.regex() + ".*)$", Patterns.escaped(to) + "$1", status);
        }
      }
      case PATTERN ->
          throw new Refusal(
              "the whole path behind " + Excerpt.of(place.text()) + " (expected: its groups)");
    }
  }

  private static Address on(@Nullable String host, String path) throws Refusal {
    Address address = Address.source(path);
    return new Address(host, address.path(), address.query());
  }
}
