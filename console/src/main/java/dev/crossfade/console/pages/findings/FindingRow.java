package dev.crossfade.console.pages.findings;

import dev.crossfade.console.pages.Amounts;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.service.FindingService.Example;
import dev.crossfade.console.service.FindingService.Group;
import dev.crossfade.console.service.FindingService.Marks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of findings as pages show it. */
public record FindingRow(Group group, List<Shown> examples) {
  private static final String FLIP = "SEO-FLIP";

  public FindingRow {
    examples = List.copyOf(examples);
  }

  /** A page that shows it, and what both storefronts say of it. */
  public record Shown(Example example, Excerpt legacy, Excerpt next) {
    /** Whether the message says it all. */
    public boolean isBare() {
      return legacy.isEmpty() && next.isEmpty();
    }
  }

  static FindingRow of(Group group) {
    return new FindingRow(
        group,
        group.examples().stream()
            .filter(example -> example.marks() != null)
            .map(example -> shown(example, example.marks()))
            .toList());
  }

  private static Shown shown(Example example, @Nullable Marks marks) {
    return marks == null
        ? new Shown(example, new Excerpt(List.of()), new Excerpt(List.of()))
        : new Shown(example, Excerpt.of(marks.legacy()), Excerpt.of(marks.next()));
  }

  public @Nullable Shown latest() {
    return examples.isEmpty() ? null : examples.getFirst();
  }

  public String path() {
    return "/findings/" + Query.encoded(group.id());
  }

  /** Whether it is found by comparing pages, so that there is a share of them. */
  public boolean isOfPages() {
    return !group.rule().equals(FLIP);
  }

  public boolean isOpen() {
    return group.state().equals("open") || group.state().equals("noise");
  }

  /** How many of the pages show it. */
  public String share() {
    return isOfPages()
        ? Amounts.share(group.share()) + " of " + Amounts.of(group.pages(), "page", "pages")
        : Amounts.of(group.count(), "sighting", "sightings");
  }

  /** Who asked for such pages. */
  public String traffic() {
    return "about "
        + Amounts.of(group.traffic().visitors(), "request", "requests")
        + " by visitors, "
        + Amounts.of(group.traffic().crawlers())
        + " by crawlers";
  }

  /** What becomes of it. */
  public String life() {
    return switch (group.state()) {
      case "accepted" -> "accepted: it counts for nothing until somebody reopens it";
      case "closed" -> "closed: the next sighting opens it again";
      default ->
          isOfPages()
              ? Amounts.of(group.clean())
                  + " clean in a row of the "
                  + Amounts.of(group.cleanToClose())
                  + " that close it"
              : "closes after a day without a sighting";
    };
  }

  /** How far it is from closing, of a hundred. */
  public long cleanPercent() {
    return group.cleanToClose() == 0
        ? 100
        : Math.min(100, 100 * group.clean() / group.cleanToClose());
  }

  /** The kind of the verdict that shows its state. */
  public String verdict() {
    return switch (group.state()) {
      case "open" -> "fail";
      case "closed" -> "pass";
      default -> "minor";
    };
  }
}
