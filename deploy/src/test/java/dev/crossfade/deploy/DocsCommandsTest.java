package dev.crossfade.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that a page names is one, and has the options that it is shown with. */
class DocsCommandsTest {
  /** A command as it is typed, to where the shell ends it. */
  private static final Pattern TYPED =
      Pattern.compile("(?:^ *|[$|&(] *|\" )(?:\\S*/)?crossfade ([a-z][a-z-]*)([^|;&#>)`]*)");

  private static final Pattern OPTION = Pattern.compile("(?<= )--[a-z][a-z-]*");

  private static final Map<String, String> HELP = new ConcurrentHashMap<>();

  static List<DocsPage> pages() {
    return DocsPage.all();
  }

  /**
   * A command as a page shows it.
   *
   * @param name a word, or two where commands have commands
   * @param rest what is typed behind the first word
   */
  private record Shown(String name, String rest) {
    List<String> options() {
      return OPTION.matcher(rest).results().map(found -> found.group()).distinct().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void command_thatAPageShows_existsWithItsOptions(DocsPage page) {
    assertThat(shown(page))
        .allSatisfy(
            shown -> {
              String help = help(shown.name());
              assertThat(help).startsWith("Usage: crossfade " + shown.name() + " ");
              assertThat(shown.options()).allMatch(option -> help.contains(option));
            });
  }

  private static Stream<Shown> shown(DocsPage page) {
    Stream<String> typed =
        page.blocks().stream()
            .filter(block -> block.language().isEmpty() || block.language().equals("sh"))
            .flatMap(block -> block.text().replace("\\\n", " ").lines())
            .map(line -> line.replaceFirst("(^| )#.*", ""));
    return Stream.concat(typed, page.spans().stream())
        .flatMap(line -> TYPED.matcher(line).results())
        .map(found -> shown(found.group(1), found.group(2)))
        .filter(shown -> !isTheLaunchers(shown));
  }

  private static Shown shown(String first, String rest) {
    Matcher second = Pattern.compile(" ([a-z][a-z-]*)(?= |$)").matcher(rest);
    boolean two = hasCommands(first) && second.lookingAt();
    return new Shown(two ? first + " " + second.group(1) : first, rest);
  }

  private static boolean hasCommands(String name) {
    return help(name).lines().findFirst().orElse("").contains("COMMAND");
  }

  /** What the launcher does before there is a product to ask. */
  private static boolean isTheLaunchers(Shown shown) {
    return shown.name().equals("test") || shown.name().equals("bench jmh");
  }

  private static String help(String name) {
    return HELP.computeIfAbsent(
        name,
        asked -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
          String[] args =
              Stream.concat(Stream.of(asked.split(" ")), Stream.of("--help"))
                  .toArray(String[]::new);
          Main.run(args, printed, printed);
          return out.toString(StandardCharsets.UTF_8);
        });
  }
}
