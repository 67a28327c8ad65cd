package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.routing.redirects.RedirectRule;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Apache configurations and {@code .htaccess}: {@code Redirect} and its kin, {@code RewriteRule}s
 * that redirect. Other directives are not about redirects and passed over.
 */
final class ApacheReader {
  private static final Set<String> NARROWING =
      Set.of("<if", "<elseif", "<else", "<location", "<locationmatch", "<files", "<filesmatch");
  private static final List<String> OURS =
      List.of("redirect", "redirectmatch", "redirectpermanent", "redirecttemp", "rewriterule");
  private static final Set<String> NEAR_OURS =
      Set.of("rewritebase", "rewriteengine", "rewritemap", "rewriteoptions", "rewritecond");
  private static final int DEEPEST = 50;

  private final Lines lines;
  private final Rules rules;
  private final ApacheRewrites rewrites;
  private final Deque<String> sections = new ArrayDeque<>();
  private @Nullable String host;

  ApacheReader(Lines lines, Rules rules) {
    this.lines = lines;
    this.rules = rules;
    this.rewrites = new ApacheRewrites(rules);
  }

  void read() throws IOException {
    for (String line = next(); line != null; line = next()) {
      try {
        List<String> words = ApacheWords.of(line);
        if (!words.isEmpty()) {
          read(words.getFirst().toLowerCase(Locale.ROOT), words.subList(1, words.size()));
        }
      } catch (Refusal refusal) {
        rules.problem(refusal);
      }
    }
  }

  /** A line that ends in a backslash goes on on the next one. */
  private @Nullable String next() throws IOException {
    String line = lines.next();
    if (line == null || !line.endsWith("\\")) {
      return line;
    }
    StringBuilder whole = new StringBuilder();
    while (line != null && line.endsWith("\\") && whole.length() < Lines.LONGEST) {
      whole.append(line, 0, line.length() - 1);
      line = lines.next();
    }
    return whole.append(line == null ? "" : line).toString();
  }

  private void read(String name, List<String> words) throws Refusal {
    if (name.startsWith("<")) {
      section(name);
      return;
    }
    if (!OURS.contains(name)) {
      other(name, words);
      return;
    }
    for (String section : sections) {
      if (NARROWING.contains(section)) {
        throw new Refusal("a redirect in " + Excerpt.of(section) + "> (expected: outside of it)");
      }
    }
    switch (name) {
      case "redirect" -> redirect(words, 302, false);
      case "redirectpermanent" -> redirect(words, 301, false);
      case "redirecttemp" -> redirect(words, 302, false);
      case "redirectmatch" -> redirect(words, 302, true);
      default -> rewrites.onRule(words, host);
    }
  }

  private void section(String name) {
    if (name.startsWith("</")) {
      sections.poll();
      host = sections.contains("<virtualhost") ? host : null;
    } else if (sections.size() < DEEPEST) {
      sections.push(name.replace(">", ""));
    }
  }

  private void other(String name, List<String> words) throws Refusal {
    switch (name) {
      case "servername" ->
          host = words.isEmpty() ? null : Address.bareSource(words.getFirst()).host();
      case "rewritecond" -> rewrites.onCondition(words);
      case "rewritebase" -> rewrites.onBase(words);
      default -> {
        boolean isMistyped = name.startsWith("re") && !NEAR_OURS.contains(name);
        if (isMistyped && words.size() > 1 && Suggestion.nearest(name, OURS).isPresent()) {
          throw new Refusal(Excerpt.of(name) + Suggestion.of(name, OURS, "Redirect"));
        }
      }
    }
  }

  /** {@code Redirect [status] source [target]}. */
  private void redirect(List<String> words, int usual, boolean matching) throws Refusal {
    boolean hasStatus =
        !words.isEmpty() && !words.getFirst().startsWith("/") && isStatus(words.getFirst());
    int status = hasStatus ? status(words.getFirst()) : usual;
    List<String> rest = hasStatus ? words.subList(1, words.size()) : words;
    int wanted = status == Rules.GONE ? 1 : 2;
    if (rest.size() != wanted) {
      throw new Refusal(
          rest.size() + " addresses with status " + status + " (expected: " + wanted + ")");
    }
    String target = status == Rules.GONE ? "" : rest.get(1);
    if (matching) {
      rewrites.onMatch(host, rest.getFirst(), target, status);
    } else {
      Address source = Address.source(rest.getFirst());
      rules.below(new Address(host, source.path(), source.query()), target, status);
    }
  }

  private static boolean isStatus(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "permanent", "temp", "seeother", "gone" -> true;
      default -> !word.isEmpty() && word.chars().allMatch(c -> c >= '0' && c <= '9');
    };
  }

  private static int status(String word) throws Refusal {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "permanent" -> 301;
      case "temp" -> 302;
      case "seeother" -> 303;
      case "gone" -> Rules.GONE;
      default -> {
        int status = Status.of(word);
        yield status == RedirectRule.UNSAID ? 302 : status;
      }
    };
  }
}
