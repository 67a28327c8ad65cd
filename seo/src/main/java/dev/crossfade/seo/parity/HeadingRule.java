package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * SEO-H1: next has legacy's main heading, and no further ones. Of several that legacy has, next may
 * have any: one of them is often a logo.
 */
final class HeadingRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_H1;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    List<String> legacy = pair.legacy().headings();
    List<String> next = pair.next().headings();
    Set<String> was = new HashSet<>();
    legacy.forEach(heading -> was.add(Wording.plain(heading)));
    was.remove("");
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
}
