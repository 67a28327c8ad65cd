package dev.crossfade.seo.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes down what meta elements and X-Robots-Tag fields say about indexing. Nothing takes back what
 * another said, so the most restrictive of all wins.
 */
final class Robots {
  private static final int MOST_DIRECTIVES = 100;
  private static final int LONGEST = 300;
  private static final String EVERYBODY = "*";

  /** Directives with a value; any other word before a colon names an agent. */
  private static final Set<String> VALUED =
      Set.of("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview");

  /** Agents whose names do not end in bot. */
  private static final Set<String> AGENTS =
      Set.of(
          "googlebot-news",
          "googlebot-image",
          "googlebot-video",
          "google",
          "slurp",
          "teoma",
          "baiduspider",
          "yandex",
          "yeti",
          "applebot-extended");

  private final Map<String, List<String>> byAgent = new LinkedHashMap<>();
  private final List<String> sources = new ArrayList<>();
  private int directives;

  /** Whether a meta element of this name, in lower case, speaks to crawlers. */
  static boolean isForCrawlers(String name) {
    return name.equals("robots") || name.endsWith("bot") || AGENTS.contains(name);
  }

  /**
   * Takes a meta element.
   *
   * @param inBody it counts there too: search engines obey it wherever they see it
   */
  void meta(String name, String content, boolean inBody) {
    source("meta " + name + (inBody ? " in body" : "") + ": " + content);
    String agent = name.equals("robots") ? EVERYBODY : name;
    String[] parts = content.split(",", MOST_DIRECTIVES);
    for (int i = 0; i < parts.length; i++) {
      i += directive(agent, parts, i);
    }
  }

  /** Takes a field, which may speak to one agent after another. */
  void field(String value) {
    source("X-Robots-Tag: " + value);
    String agent = EVERYBODY;
    String[] parts = value.split(",", MOST_DIRECTIVES);
    for (int i = 0; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      String word = colon < 0 ? "" : lower(parts[i].substring(0, colon));
      if (colon > 0 && !VALUED.contains(word) && !word.contains(" ")) {
        agent = word;
        parts[i] = parts[i].substring(colon + 1);
      }
      i += directive(agent, parts, i);
    }
  }

  /** Takes one directive; how many parts after it belong to it, since a date may hold a comma. */
  private int directive(String agent, String[] parts, int at) {
    String part = lower(parts[at]);
    int colon = part.indexOf(':');
    if (colon < 0) {
      for (String word : part.split("\\s+", 20)) {
        add(agent, word);
      }
      return 0;
    }
    String name = part.substring(0, colon).strip();
    String value = part.substring(colon + 1).strip();
    boolean halved =
        name.equals("unavailable_after")
            && at + 1 < parts.length
            && value.chars().allMatch(Character::isLetter);
    add(agent, name + ": " + (halved ? value + ", " + lower(parts[at + 1]) : value));
    return halved ? 1 : 0;
  }

  private void add(String agent, String directive) {
    if (directive.isEmpty() || directives >= MOST_DIRECTIVES) {
      return;
    }
    List<String> known = byAgent.computeIfAbsent(Line.of(agent, LONGEST), _ -> new ArrayList<>());
    if (!known.contains(directive)) {
      directives++;
      known.add(directive);
    }
  }

  private void source(String source) {
    if (sources.size() < MOST_DIRECTIVES) {
      sources.add(Line.of(source, LONGEST));
    }
  }

  private static String lower(String text) {
    return Line.of(text, LONGEST).toLowerCase(Locale.ROOT);
  }

  Page.Indexing indexing() {
    return sources.isEmpty() ? Page.Indexing.FREE : new Page.Indexing(byAgent, sources);
  }
}
