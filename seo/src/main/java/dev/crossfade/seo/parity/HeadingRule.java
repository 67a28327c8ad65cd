package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * SEO-H1: next has legacy's main heading, and no further ones. Of several that legacy has, next has
 * the one that the title begins with, else any: one of them is often a logo.
 */
final class HeadingRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_H1;
  }

  @Override
  public boolean isAbout(Pair pair) {
    return pair.isJudged() && pair.isWhole();
  }

  @Override
  public void check(Pair pair, Notes notes) {
    List<String> legacy = pair.legacy().headings();
    List<String> next = pair.next().headings();
    Set<String> was = main(pair.legacy());
    List<String> kept = next.stream().filter(h -> was.contains(Wording.plain(h))).toList();
    if (kept.isEmpty()) {
      One.check("h1", "h1", legacy, next, Wording::plain, String::equals, notes);
    } else {
      int now = (int) next.stream().filter(heading -> !heading.isBlank()).count();
      if (was.size() == 1 && now > Math.max(1, legacy.size())) {
        notes.add(
            kept.getFirst(),
            String.join(" · ", next),
            "has %d h1, legacy has %d".formatted(now, legacy.size()),
            String.join("\n", next.subList(0, Math.min(10, next.size()))));
      }
    }
  }

  /** The headings that the title begins with; where it begins with none, all of them. */
  private static Set<String> main(Page page) {
    Set<String> all = new HashSet<>();
    page.headings().forEach(heading -> all.add(Wording.plain(heading)));
    all.remove("");
    String title = page.titles().isEmpty() ? "" : Wording.plain(page.titles().getFirst());
    Set<String> main = new HashSet<>(all);
    main.removeIf(heading -> !title.startsWith(heading));
    return main.isEmpty() ? all : main;
  }
}
