package dev.crossfade.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation: its lines, and which of them stand in blocks of code.
 *
 * @param path where it is, relative to the root of the checkout
 */
record DocsPage(Path path, List<String> prose, List<Block> blocks) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern FENCE = Pattern.compile("( *)```(\\w*).*");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)]\\([^)]*\\)");
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

  /**
   * What stands between fences.
   *
   * @param language the word behind the first fence, or nothing
   * @param line the number of its first line
   */
  record Block(String language, int line, List<String> lines) {
    String text() {
      return String.join("\n", lines) + "\n";
    }
  }

  /** Every page there is: README, CONTRIBUTING, CHANGELOG and all below docs. */
  static List<DocsPage> all() {
    try (Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve),
              below.filter(file -> file.toString().endsWith(".md")).sorted())
          .map(DocsPage::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DocsPage read(Path file) {
    try {
      return parse(ROOT.relativize(file), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DocsPage parse(Path path, List<String> lines) {
    List<String> prose = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    Block open = null;
    int indent = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher fence = FENCE.matcher(line);
      if (fence.matches()) {
        indent = fence.group(1).length();
        if (open == null) {
          open = new Block(fence.group(2), i + 2, new ArrayList<>());
          blocks.add(open);
        } else {
          open = null;
        }
      } else if (open == null) {
        prose.add(line);
      } else {
        open.lines.add(line.substring(Math.min(indent, line.length())));
      }
    }
    return new DocsPage(path, List.copyOf(prose), List.copyOf(blocks));
  }

  Path file() {
    return ROOT.resolve(path);
  }

  /** The names that headings can be linked by, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new LinkedHashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : prose) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String text = LINK.matcher(heading.group(1)).replaceAll("$1");
        String slug =
            text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
        int before = seen.merge(slug, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? slug : slug + "-" + before);
      }
    }
    return anchors;
  }

  /** What stands between single backticks. */
  List<String> spans() {
    return prose.stream()
        .flatMap(line -> SPAN.matcher(line).results().map(found -> found.group(1)))
        .toList();
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
