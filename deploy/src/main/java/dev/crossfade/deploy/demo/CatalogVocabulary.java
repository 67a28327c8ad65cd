package dev.crossfade.deploy.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The words the catalog is made of, as {@code catalog.txt} lists them; that file explains its own
 * format. It ships inside the jar, so what is wrong with it is a fault of the build, not an input
 * error: reading stops at the first.
 */
record CatalogVocabulary(List<String> series, List<String> promises, List<Department> departments) {

  record Department(
      String slug, String name, String introduction, List<Brand> brands, List<Section> sections) {}

  record Brand(String name, String fame) {}

  record Section(
      String slug,
      String name,
      String introduction,
      String icon,
      List<String> notes,
      List<Kind> kinds) {}

  /** A sort of product, of which every brand makes one. */
  record Kind(String name, List<String> variants, int cheapest, int dearest, String sentence) {}

  private record Line(String keyword, List<String> fields) {
    String field(int index) {
      if (index >= fields.size()) {
        throw new IllegalStateException("catalog.txt: " + this + " (expected: more fields)");
      }
      return fields.get(index);
    }
  }

  static CatalogVocabulary load() {
    List<Line> lines = read();
    return new CatalogVocabulary(
        texts(lines, "series").stream().flatMap(names -> commaList(names).stream()).toList(),
        texts(lines, "promise"),
        blocks(lines, "department").stream().map(CatalogVocabulary::department).toList());
  }

  private static Department department(List<Line> block) {
    Line head = block.getFirst();
    return new Department(
        head.field(0),
        head.field(1),
        head.field(2),
        block.stream()
            .filter(line -> line.keyword().equals("brand"))
            .map(line -> new Brand(line.field(0), line.field(1)))
            .toList(),
        blocks(block, "category").stream().map(CatalogVocabulary::section).toList());
  }

  private static Section section(List<Line> block) {
    Line head = block.getFirst();
    return new Section(
        head.field(0),
        head.field(1),
        head.field(2),
        String.join(" ", texts(block, "icon")),
        texts(block, "note"),
        block.stream()
            .filter(line -> line.keyword().equals("kind"))
            .map(CatalogVocabulary::kind)
            .toList());
  }

  private static Kind kind(Line line) {
    String prices = line.field(2);
    int dash = prices.indexOf('-');
    return new Kind(
        line.field(0),
        commaList(line.field(1)),
        Integer.parseInt(prices.substring(0, dash)),
        Integer.parseInt(prices.substring(dash + 1)),
        line.field(3));
  }

  private static List<Line> read() {
    return Resources.text("catalog.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(CatalogVocabulary::line)
        .toList();
  }

  private static Line line(String text) {
    int space = text.indexOf(' ');
    String rest = text.substring(space + 1);
    return new Line(
        text.substring(0, space), Arrays.stream(rest.split("\\|", -1)).map(String::strip).toList());
  }

  /** Cuts before every line of the keyword; what stands before the first is left out. */
  private static List<List<Line>> blocks(List<Line> lines, String keyword) {
    List<List<Line>> blocks = new ArrayList<>();
    for (Line line : lines) {
      if (line.keyword().equals(keyword)) {
        blocks.add(new ArrayList<>());
      }
      if (!blocks.isEmpty()) {
        blocks.getLast().add(line);
      }
    }
    return blocks;
  }

  private static List<String> texts(List<Line> lines, String keyword) {
    return lines.stream()
        .filter(line -> line.keyword().equals(keyword))
        .map(line -> line.field(0))
        .toList();
  }

  private static List<String> commaList(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
