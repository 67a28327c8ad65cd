package dev.crossfade.seo.robots;

import static org.assertj.core.api.Assertions.assertThat;

import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of the web, read by us and by crawler-commons, agree on every URL that their rules are
 * about and for every crawler that they name. Where both disagree on purpose, {@link #isKnown} says
 * why.
 */
class RobotsOracleTest {
  private static final Path FOLDER = Path.of("src/test/resources/robots");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void ruling_ofARealFile_isThatOfCrawlerCommons(Path path) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    RobotsFile file = RobotsFile.parse(bytes);
    Set<String> agents = new LinkedHashSet<>(file.agents());
    agents.addAll(List.of("googlebot", "bingbot", "nobody"));
    Set<String> targets = new LinkedHashSet<>(file.probes());
    targets.addAll(List.of("/", "/index.html", "/search?q=a", "/a/b/c.php?d=e", "/%7Euser/"));

    List<String> disagreements = new ArrayList<>();
    SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 10_000);
    for (String agent : agents) {
      SimpleRobotRules theirs =
          parser.parseContent(
              "https://shop.example/robots.txt",
              bytes,
              "text/plain",
              List.of(agent.toLowerCase(Locale.ROOT)));
      for (String target : targets) {
        Ruling ours = file.ruling(agent, target);
        boolean agree = ours.allowed() == theirs.isAllowed("https://shop.example" + target);
        if (!agree && !isKnown(agent, ours)) {
          disagreements.add(agent + " " + target + ": " + ours);
        }
      }
    }

    assertThat(disagreements).isEmpty();
  }

  /**
   * Crawlers that fall back to another's group or ignore that of all: it knows no families. Names
   * with digits, which RFC 9309 does not have: it stops before them, and we take them whole.
   */
  private static boolean isKnown(String agent, Ruling ours) {
    boolean relative =
        ours.why() instanceof Ruling.ByLine(var _, var _, String group)
            && !group.equals("*")
            && !group.equals(agent);
    boolean digits = agent.chars().anyMatch(Character::isDigit);
    return relative || digits || !Agents.obeysAll(agent);
  }
}
