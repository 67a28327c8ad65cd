package dev.crossfade.console.pages.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Query;
import dev.crossfade.console.pages.Rendered;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.JournalService.Happened;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** The page of the journal as a browser gets it. */
class JournalRenderingTest {
  private static final Frame FRAME = Rendered.frame(Section.JOURNAL, Role.VIEWER);
  private static final Query QUERY = new Query("/journal", new LinkedHashMap<>());

  private static Happened happened(long seq, String kind, String subject, String body) {
    return new Happened(
        seq,
        Instant.parse("2026-11-21T12:00:00Z"),
        "ana",
        kind,
        subject,
        "because <b>",
        JsonMapper.shared().readTree(body));
  }

  private static String page(Query query, List<Happened> found) {
    return Rendered.of(Html.TEMPLATES.journal(FRAME, JournalView.of(query, found)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rollout | {"transition":"advance","fromBasisPoints":500,"basisPoints":2500} | advanced from 5 % to 25 %
          rollout | {"transition":"start","basisPoints":50} | started at 0.5 %
          rollout | {"transition":"rollback","fromBasisPoints":2500,"basisPoints":0,"overrode":["a hold"]} | was rolled back from 25 % to 0 %, overriding a hold
          rollout | {"transition":"sing","fromBasisPoints":2500,"basisPoints":0} | moved from 25 % to 0 %
          config  | {"version":7,"size":1200} | version 7 became active (1\u202f200 bytes)
          reload  | {"version":7,"trigger":"api"} | was read again, and is version 7 still
          reload  | {"version":6,"trigger":"rollback"} | went back to version 6
          reload  | {"version":6,"trigger":"not-spread","instead":8} | went back to version 6 at one gateway alone, since version 8 was ordered meanwhile
          finding | {"action":"accept"} | was accepted: it does not count any more
          finding | {"action":"reopen"} | was reopened: it counts again
          guard   | {"move":"engaged","state":"guarded"} | was given to legacy by its guard
          guard   | {"move":"sung","state":"watching"} | its guard is watching
          song    | {} | song
          """)
  void entry_isTold(String kind, String body, String sentence) {
    assertThat(JournalLine.of(happened(1, kind, "catalog", body)).what()).isEqualTo(sentence);
  }

  @Test
  void page_hasWhoWhatWhyAndTheParticulars() {
    String page =
        page(QUERY, List.of(happened(4, "finding", "c.SEO-H1.p", "{\"action\":\"accept\"}")));

    assertThat(page)
        .contains("href=\"/findings/c.SEO-H1.p\"", "was accepted", "“because &lt;b&gt;”")
        .contains("href=\"/journal?actor=ana\"", "href=\"/journal?subject=c.SEO-H1.p\"")
        .contains("\"action\" : \"accept\"")
        .contains("href=\"/api/v1/journal?format=csv\"", "href=\"/api/v1/journal?format=json\"")
        .doesNotContain("Older");
  }

  @Test
  void page_ofMany_leadsToTheOlderOnes_withTheFilter() {
    List<Happened> many =
        LongStream.rangeClosed(0, JournalView.PER_PAGE)
            .mapToObj(i -> happened(500 - i, "config", "f", "{}"))
            .toList();

    assertThat(page(QUERY.with("kind", "config"), many))
        .contains("href=\"/journal?kind=config&amp;cursor=401\"")
        .contains("№ 401")
        .doesNotContain("№ 400", "Newest");
    assertThat(page(QUERY.with("cursor", "401"), many)).contains("Newest");
  }

  @Test
  void page_nothing_saysWhatWouldBeThere() {
    assertThat(page(QUERY, List.of())).contains("Nothing has happened yet");
    assertThat(page(QUERY.with("actor", "\"><script>"), List.of()))
        .contains("Nothing is like that", "value=\"&#34;>&lt;script>\"");
  }
}
