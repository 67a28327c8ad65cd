package dev.crossfade.seo.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {

  /**
   * Who knows it: today's Sitemap, legacy's sitemap (Old), its List, the Map, Visitors, Refused.
   */
  @ParameterizedTest(name = "{0} know it, {1}: {2}")
  @CsvSource({
    "S,   page,            NEW",
    "SV,  page,            KEPT",
    "SO,  page,            KEPT",
    "SL,  page,            KEPT",
    "SR,  page,            NEW",
    "SM,  page,            UNREDIRECTED",
    "S,   hidden,          LISTED_HIDDEN",
    "S,   copy-listed,     LISTED_COPY",
    "S,   copy-unlisted,   LISTED_COPY",
    "SV,  moved-1-listed,  LISTED_MOVED",
    "S,   astray,          LISTED_GONE",
    "SO,  astray,          LOST",
    "S,   missing,         LISTED_GONE",
    "SV,  missing,         LOST",
    "SO,  gone,            LISTED_GONE",
    "SO,  broken,          BROKEN",
    "SO,  unasked,         UNASKED",
    "O,   page,            UNLISTED",
    "L,   page,            UNLISTED",
    "V,   page,            UNLISTED",
    "R,   page,            UNKNOWN",
    "M,   page,            UNREDIRECTED",
    "LM,  page,            UNREDIRECTED",
    "L,   hidden,          HIDDEN",
    "R,   hidden,          HIDDEN",
    "L,   copy-listed,     MERGED",
    "L,   copy-unlisted,   MERGED_UNLISTED",
    "M,   moved-1-listed,  MOVED",
    "L,   moved-1-listed,  MOVED",
    "LM,  moved-2-listed,  MOVED_BY_CHAIN",
    "LM,  moved-1-other,   MOVED_UNLISTED",
    "LM,  moved-2-other,   MOVED_UNLISTED",
    "LM,  gone,            GONE",
    "R,   gone,            GONE",
    "L,   astray,          LOST",
    "M,   astray,          LOST",
    "L,   missing,         LOST",
    "V,   missing,         LOST",
    "M,   missing,         LOST",
    "R,   missing,         NEVER",
    "R,   astray,          NEVER",
    "R,   broken,          BROKEN",
    "L,   unasked,         UNASKED",
  })
  void of_whatIsKnown_isOneClass(String who, String live, Explanation expected) {
    assertThat(Explanation.of(known(who), live(live))).isEqualTo(expected);
  }

  @Test
  void of_everyCombination_isAClassAndEveryClassHasOne() {
    Set<Explanation> seen = EnumSet.noneOf(Explanation.class);
    for (int sources = 1; sources < 1 << Source.values().length; sources++) {
      for (Live live : everything()) {
        KnownUrl known = new KnownUrl("/", sources, 0);
        Explanation explanation = Explanation.of(known, live);

        assertThat(explanation).isEqualTo(Explanation.of(known, live));
        seen.add(explanation);
      }
    }

    assertThat(seen).containsExactlyInAnyOrder(Explanation.values());
  }

  @Test
  void of_whatLegacyHadAndFails_isNeverExplained() {
    for (Live live : List.of(new Live.Missing(), new Live.Astray(), new Live.Broken())) {
      for (String who : List.of("O", "L", "V", "M", "SO", "SV", "OLMV")) {
        assertThat(Explanation.of(known(who), live).isExplained()).as(who + " " + live).isFalse();
      }
    }
  }

  @Test
  void knownBy_isReadable() {
    assertThat(new KnownUrl("/", known("OVR").sources(), 1_204).knownBy())
        .isEqualTo("legacy's sitemap, visitors (1,204 hits)");
  }

  private static List<Live> everything() {
    List<Live> all =
        new ArrayList<>(
            List.of(new Live.Page(), new Live.Hidden(), new Live.Copy(true), new Live.Copy(false)));
    for (int hops = 1; hops < 4; hops++) {
      all.add(new Live.Moved(hops, true));
      all.add(new Live.Moved(hops, false));
    }
    all.addAll(
        List.of(
            new Live.Astray(),
            new Live.Gone(),
            new Live.Missing(),
            new Live.Broken(),
            new Live.Unasked()));
    return all;
  }

  private static KnownUrl known(String who) {
    KnownUrl known = new KnownUrl("/a", 0, 0);
    List<Source> all = List.of(Source.values());
    for (int i = 0; i < who.length(); i++) {
      Source source = all.get("SOLMVR".indexOf(who.charAt(i)));
      known = known.with(KnownUrl.of("/a", source, 0));
    }
    return known;
  }

  private static Live live(String name) {
    return switch (name) {
      case "page" -> new Live.Page();
      case "hidden" -> new Live.Hidden();
      case "copy-listed" -> new Live.Copy(true);
      case "copy-unlisted" -> new Live.Copy(false);
      case "moved-1-listed" -> new Live.Moved(1, true);
      case "moved-2-listed" -> new Live.Moved(2, true);
      case "moved-1-other" -> new Live.Moved(1, false);
      case "moved-2-other" -> new Live.Moved(2, false);
      case "astray" -> new Live.Astray();
      case "gone" -> new Live.Gone();
      case "missing" -> new Live.Missing();
      case "broken" -> new Live.Broken();
      default -> new Live.Unasked();
    };
  }
}
