package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.routing.redirects.RedirectRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * {@code _redirects} of Netlify and Cloudflare: source, parameters of the query, target, status,
 * conditions. What depends on who asks, and what serves another page, is no redirect of a map.
 */
final class NetlifyReader {
  private final Lines lines;
  private final Rules rules;

  NetlifyReader(Lines lines, Rules rules) {
    this.lines = lines;
    this.rules = rules;
  }

  void read() throws IOException {
    for (String line = lines.next(); line != null; line = lines.next()) {
      List<String> words = words(line);
      try {
        if (!words.isEmpty()) {
          read(words);
        }
      } catch (Refusal refusal) {
        rules.problem(refusal);
      }
    }
  }

  /** A # begins a comment where a word could begin; inside one it is a fragment. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int end = at;
      while (end < line.length() && line.charAt(end) != ' ' && line.charAt(end) != '\t') {
        end++;
      }
      if (end > at && line.charAt(at) == '#') {
        break;
      }
      if (end > at) {
        words.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return words;
  }

  private void read(List<String> words) throws Refusal {
    int at = 1;
    StringJoiner query = new StringJoiner("&");
    while (at < words.size() && !isTarget(words.get(at)) && words.get(at).indexOf('=') > 0) {
      String parameter = words.get(at++);
      if (parameter.contains("=:")) {
        throw new Refusal(
            "parameter "
                + Excerpt.of(parameter)
                + " of any value (expected: a literal one; only paths have placeholders)");
      }
      query.add(parameter);
    }
    if (at == words.size()) {
      throw new Refusal("no target (expected: source target [status])");
    }
    boolean gone = at == words.size() - 1 && words.get(at).equals("410");
    String target = gone ? "" : words.get(at++);
    int status = at < words.size() ? status(words.get(at++)) : RedirectRule.UNSAID;
    if (at < words.size()) {
      throw new Refusal(
          "condition "
              + Excerpt.of(words.get(at))
              + " (expected: none; a redirect map does not ask who the visitor is)");
    }
    add(words.getFirst(), query.length() == 0 ? null : query.toString(), target, status);
  }

  private static boolean isTarget(String word) {
    return word.startsWith("/") || Address.authority(word) >= 0;
  }

  /** {@code 301!} wins over a page that is there, as every redirect of a map does. */
  private static int status(String word) throws Refusal {
    return Status.of(word.endsWith("!") ? word.substring(0, word.length() - 1) : word);
  }

  private void add(String url, @Nullable String query, String target, int status) throws Refusal {
    int authority = Address.authority(url);
    int path = authority < 0 ? 0 : Address.end(url, authority);
    PathTemplate template = PathTemplate.of(url.substring(path));
    if (template.isPlain()) {
      rules.page(query == null ? url : url + "?" + query, target, status);
      return;
    }
    if (query != null) {
      throw new Refusal("placeholders with parameters of the query (expected: one of them)");
    }
    if (url.indexOf('?') >= 0 || url.indexOf('#') >= 0) {
      throw new Refusal("source " + Excerpt.of(url) + " (expected: no ? and no #)");
    }
    String base = splatless(template, target);
    if (base != null) {
      String start = url.substring(0, url.length() - "/*".length());
      rules.below(Address.source(start.isEmpty() ? "/" : start), base, status);
      return;
    }
    String host = authority < 0 ? null : Address.source(url.substring(0, path)).host();
    rules.matching(host, template.regex(), template.target(target), status);
  }

  /**
   * The target without what follows the prefix, which is also found itself: {@code /blog/*} is
   * {@code /blog}, too. Null: that does not go to the path's end.
   */
  private static @Nullable String splatless(PathTemplate template, String target) {
    String splat = "/:" + PathTemplate.SPLAT;
    int end = Target.endOfPath(target);
    boolean isPrefix = template.isPrefix() && target.substring(0, end).endsWith(splat);
    int from = end - splat.length() + 1;
    return isPrefix ? target.substring(0, from) + target.substring(end) : null;
  }
}
