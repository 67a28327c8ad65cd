package dev.crossfade.seo.robots;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A robots.txt. Any bytes are one; what is no rule says nothing. Immutable but for what it
 * remembers of agents that were asked about; thread-safe.
 */
public final class RobotsFile {
  /** Google reads so much and ignores the rest; RFC 9309 §2.5 asks for no less. */
  public static final int MOST_BYTES = 500 << 10;

  static final String ALL = "*";
  private static final String ITSELF = "/robots.txt";

  private final int size;
  private final Map<String, Set<Group>> groups;
  private final List<String> agents;
  private final List<SitemapLine> sitemaps;
  private final Map<String, Rules> asked = new ConcurrentHashMap<>();

  /** A sitemap that the file names, which need not be one. */
  public record SitemapLine(int number, String url) {}

  /** What stands below some user-agent lines. */
  private static final class Group {
    private final List<PathRule> rules = new ArrayList<>();
    private @Nullable RobotsLine delay;
  }

  /**
   * All that is said to one crawler.
   *
   * @param name whom it is said to; null: nobody speaks to it
   */
  private record Rules(@Nullable String name, List<PathRule> sorted, @Nullable RobotsLine delay) {}

  private RobotsFile(
      int size, Map<String, Set<Group>> groups, List<String> agents, List<SitemapLine> sitemaps) {
    this.size = size;
    this.groups = groups;
    this.agents = List.copyOf(agents);
    this.sitemaps = List.copyOf(sitemaps);
  }

  /** Reads a file; of a large one what crawlers read. */
  public static RobotsFile parse(byte[] bytes) {
    Parsing parsing = new Parsing();
    RobotsReader.read(bytes, Math.min(bytes.length, MOST_BYTES), parsing::onLine);
    return new RobotsFile(
        bytes.length, parsing.groups, List.copyOf(parsing.agents), parsing.sitemaps);
  }

  /** Puts lines into groups. */
  private static final class Parsing {
    private final Map<String, Set<Group>> groups = new LinkedHashMap<>();
    private final Set<String> agents = new LinkedHashSet<>();
    private final List<SitemapLine> sitemaps = new ArrayList<>();
    private @Nullable Group group;
    private boolean begun;

    void onLine(RobotsLine line) {
      switch (line.field()) {
        case USER_AGENT -> onAgent(line.value());
        case ALLOW, DISALLOW -> {
          if (group != null) {
            begun = true;
            group.rules.addAll(PathRule.of(line));
          }
        }
        case CRAWL_DELAY -> {
          if (group != null && group.delay == null) {
            group.delay = line;
          }
        }
        case SITEMAP -> sitemaps.add(new SitemapLine(line.number(), RobotsLine.text(line.value())));
        case UNKNOWN -> {} // RFC 9309 §2.2.4: other records must not part a group
      }
    }

    /** The first of these lines begins a group, and those that follow at once share it. */
    private void onAgent(String value) {
      if (group == null || begun) {
        group = new Group();
        begun = false;
      }
      if (Agents.isAll(value)) {
        add(ALL, group);
        return;
      }
      String name = Agents.longToken(value);
      if (!name.isEmpty()) {
        agents.add(name);
      }
      add(name, group);
      add(Agents.token(value), group);
    }

    private void add(String name, Group to) {
      if (!name.isEmpty()) {
        groups.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(to);
      }
    }
  }

  /**
   * May this crawler ask for that?
   *
   * @param agent its product token: {@code Googlebot}; {@code *} is one that nobody names
   * @param target path and query of a URL
   */
  public Ruling ruling(String agent, String target) {
    if (target.equals(ITSELF)) {
      return new Ruling(true, new Ruling.Itself());
    }
    Rules rules = rulesTo(agent);
    if (rules.name == null) {
      return new Ruling(true, new Ruling.Unaddressed());
    }
    String octets = Octets.ofText(target);
    for (PathRule rule : rules.sorted) {
      if (rule.matches(octets)) {
        RobotsLine line = rule.line();
        return new Ruling(rule.allows(), new Ruling.ByLine(line.number(), line.text(), rules.name));
      }
    }
    return new Ruling(true, new Ruling.Unsaid(rules.name));
  }

  private Rules rulesTo(String agent) {
    return asked.computeIfAbsent(agent, this::collect);
  }

  /** All groups of the most specific name that has any are one. */
  private Rules collect(String agent) {
    List<String> names = new ArrayList<>(Agents.namesOf(agent));
    if (Agents.obeysAll(agent)) {
      names.add(ALL);
    }
    for (String name : names) {
      Set<Group> found = groups.get(name);
      if (found != null) {
        List<PathRule> sorted = new ArrayList<>();
        RobotsLine delay = null;
        for (Group group : found) {
          sorted.addAll(group.rules);
          delay = delay == null ? group.delay : delay;
        }
        sorted.sort(PathRule.ORDER);
        return new Rules(name, List.copyOf(sorted), delay);
      }
    }
    return new Rules(null, List.of(), null);
  }

  /** How long this crawler is asked to wait between requests; null: it is not, or not readably. */
  public @Nullable Duration crawlDelay(String agent) {
    RobotsLine line = rulesTo(agent).delay;
    if (line == null || !line.value().matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
      return null;
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(line.value()) * 1_000));
  }

  /** Every crawler that is named, in lower case, in the order of the file; {@code *} is none. */
  public List<String> agents() {
    return agents;
  }

  public List<SitemapLine> sitemaps() {
    return sitemaps;
  }

  /** Paths at which the rules may decide, one or two for each: what to try when nobody has URLs. */
  public List<String> probes() {
    Set<String> paths = new LinkedHashSet<>();
    for (Set<Group> named : groups.values()) {
      for (Group group : named) {
        group.rules.forEach(rule -> Probes.add(rule, paths));
      }
    }
    return List.copyOf(paths);
  }

  /** Bytes of the whole file. */
  public int size() {
    return size;
  }

  /** Whether a part of it is not read. */
  public boolean isCut() {
    return size > MOST_BYTES;
  }
}
