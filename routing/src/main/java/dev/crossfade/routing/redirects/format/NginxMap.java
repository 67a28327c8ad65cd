package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectRule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code map} block: what is asked for on the left, the target on the right.
 *
 * @param key what it asks, such as $host$uri; null: something that is no address
 * @param status as the variable's name ends, such as {@code $redirect_301}; else unsaid
 */
record NginxMap(String asked, @Nullable Key key, int status) {
  private static final Pattern KEY =
      Pattern.compile(
          "(\\$scheme://)?(\\$(?:host|http_host|server_name))?"
              + "\\$(?:uri|document_uri|request_uri)"
              + "(?:\\$is_args\\$args|\\?\\$args|\\?\\$query_string)?");
  private static final Pattern STATUS = Pattern.compile("_(301|302|303|307|308|410)(_[a-z_]*)?$");
  private static final Pattern BELOW =
      Pattern.compile("\\^(/.*?)\\(\\?<rest>(\\.\\*\\)|/\\.\\*\\)\\?)\\$");

  /** What stands on the left. */
  enum Key {
    PATH,
    HOST_AND_PATH,
    URL
  }

  /** {@code map $uri $target}. */
  static NginxMap of(List<String> words) {
    String asked = words.size() > 1 ? words.get(1) : "";
    String variable = words.size() > 2 ? words.get(2) : "";
    Matcher key = KEY.matcher(asked);
    Matcher status = STATUS.matcher(variable);
    return new NginxMap(
        asked,
        key.matches() ? key(key) : null,
        status.find() ? Integer.parseInt(status.group(1)) : RedirectRule.UNSAID);
  }

  private static Key key(Matcher key) {
    if (key.group(1) != null) {
      return Key.URL;
    }
    return key.group(2) != null ? Key.HOST_AND_PATH : Key.PATH;
  }

  void read(List<String> words, Rules rules) throws Refusal {
    if (words.size() != 2) {
      if (words.getFirst().equals("hostnames") || words.getFirst().equals("volatile")) {
        return;
      }
      throw new Refusal(
          Excerpt.of(String.join(" ", words)) + " in a map (expected: source target;)");
    }
    String left = words.getFirst();
    String right = NginxValue.withoutQuery(words.getLast());
    if (left.equals("include")) {
      throw new Refusal("include " + Excerpt.of(right) + " (expected: that file by itself)");
    }
    boolean isTarget = right.startsWith("/") || Address.authority(right) >= 0;
    if (left.equals("default")) {
      if (isTarget) {
        throw new Refusal("a default that redirects all else (expected: an empty one)");
      }
      return;
    }
    if (!isTarget && status != Rules.GONE) {
      if (key != null && !right.isEmpty() && !right.equals("0")) {
        throw new Refusal("target " + Excerpt.of(right) + " (expected: a path or a URL)");
      }
      return;
    }
    if (key == null) {
      throw new Refusal(
          "a map of " + Excerpt.of(asked) + " (expected: $uri, $request_uri or $host$uri)");
    }
    read(key, left, status == Rules.GONE ? "" : right, rules);
  }

  private void read(Key by, String left, String right, Rules rules) throws Refusal {
    if (left.startsWith("~")) {
      readPattern(by, left, right, rules);
      return;
    }
    String source = left.startsWith("\\") ? left.substring(1) : left;
    String target = NginxValue.of(right, null);
    Address address = by == Key.HOST_AND_PATH ? Address.bareSource(source) : Address.source(source);
    rules.page(address, target, status);
  }

  private void readPattern(Key by, String left, String right, Rules rules) throws Refusal {
    boolean foldsCase = left.startsWith("~*");
    String regex = left.substring(foldsCase ? 2 : 1);
    String host = null;
    if (by != Key.PATH) {
      int slash = regex.indexOf('/');
      String literal =
          by == Key.URL || !regex.startsWith("^") || slash < 0
              ? null
              : Patterns.unquoted(regex.substring(1, slash));
      if (literal == null) {
        throw new Refusal(
            "expression " + Excerpt.of(regex) + " over several hosts (expected: ^ and one host)");
      }
      host = Hosts.of(literal);
      regex = "^" + regex.substring(slash);
    }
    Matcher below = BELOW.matcher(regex);
    String start = below.matches() ? Patterns.unquoted(below.group(1)) : null;
    if (start != null && !foldsCase && (right.isEmpty() || right.contains("$rest"))) {
      Address address = Address.source(start);
      String target = NginxValue.of(right.replace("$rest", ""), null);
      rules.below(new Address(host, address.path(), address.query()), target, status);
    } else {
      rules.matching(host, (foldsCase ? "(?i)" : "") + regex, NginxValue.of(right, regex), status);
    }
  }
}
