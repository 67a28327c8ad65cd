package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * SEO-TITLE: next has legacy's title. The name of the shop (og:site_name) before or behind it, and
 * the sign between its parts, make no difference.
 */
final class TitleRule implements ParityRule {
  @Override
  public Rule rule() {
    return Rule.SEO_TITLE;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    List<String> legacy = pair.legacy().titles();
    List<String> next = pair.next().titles();
    Set<String> brands = brands(pair);
    One.check(
        "title",
        "titles",
        legacy,
        next,
        text -> Wording.title(text, brands),
        String::equals,
        notes);
  }

  /** What either side calls the shop. */
  static Set<String> brands(Pair pair) {
    Set<String> brands = new HashSet<>();
    brands(pair.legacy(), brands);
    brands(pair.next(), brands);
    return brands;
  }

  private static void brands(Page page, Set<String> brands) {
    for (String name : page.openGraph().getOrDefault("og:site_name", List.of())) {
      String plain = Wording.plain(name);
      if (!plain.isEmpty()) {
        brands.add(plain);
      }
    }
  }
}
