package dev.crossfade.seo.parity;

import dev.crossfade.seo.finding.Rule;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SEO-OPENGRAPH: next has the properties that make a preview and that legacy has, with its title
 * and its address. A picture may have moved, but is named by an absolute address.
 */
final class OpenGraphRule implements ParityRule {
  private static final List<String> SHOWN =
      List.of("og:title", "og:description", "og:image", "og:url", "og:type");

  @Override
  public Rule rule() {
    return Rule.SEO_OPENGRAPH;
  }

  @Override
  public void check(Pair pair, Notes notes) {
    List<String> lost =
        SHOWN.stream()
            .filter(name -> first(pair.legacy(), name) != null && first(pair.next(), name) == null)
            .toList();
    if (!lost.isEmpty()) {
      notes.add("has them", "", "lost " + String.join(", ", lost), "");
    }
    title(pair, notes);
    address(pair, notes);
    String before = first(pair.legacy(), "og:image");
    String now = first(pair.next(), "og:image");
    if (before != null && now != null && isAbsolute(before) && !isAbsolute(now)) {
      notes.add(before, now, "og:image is no absolute address: " + Wording.quoted(now), "");
    }
  }

  private static void title(Pair pair, Notes notes) {
    String before = first(pair.legacy(), "og:title");
    String now = first(pair.next(), "og:title");
    if (before == null || now == null) {
      return;
    }
    Set<String> brands = TitleRule.brands(pair);
    if (!Wording.title(before, brands).equals(Wording.title(now, brands))) {
      notes.add(
          before,
          now,
          "og:title is %s instead of %s".formatted(Wording.quoted(now), Wording.quoted(before)),
          "");
    }
  }

  private static void address(Pair pair, Notes notes) {
    String before = first(pair.legacy(), "og:url");
    String now = first(pair.next(), "og:url");
    WebUrl was = before == null ? null : pair.legacy().url().resolve(before);
    WebUrl is = now == null ? null : pair.next().url().resolve(now);
    if (was != null && is != null && !pair.places().same(was, is)) {
      notes.add(
          pair.places().shown(was),
          pair.places().shown(is),
          "og:url is %s instead of %s".formatted(pair.places().shown(is), pair.places().shown(was)),
          "");
    }
  }

  private static boolean isAbsolute(String url) {
    return WebUrl.parse(url) != null;
  }

  private static @Nullable String first(Page page, String name) {
    for (String value : page.openGraph().getOrDefault(name, List.of())) {
      if (!value.isBlank()) {
        return value;
      }
    }
    return null;
  }
}
