package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheRulesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public                              | true
          public, max-age=60                  | true
          max-age=60                          | true
          Max-Age="60"                        | true
          s-maxage=60, max-age=0              | true
          s-maxage=0, max-age=60              | false
          max-age=0                           | false
          max-age=soon                        | false
          private, max-age=60                 | false
          private="set-cookie, x", max-age=60 | true
          no-store                            | false
          no-cache, max-age=60                | false
          no-cache="set-cookie", max-age=60   | true
          public, no-store                    | false
          must-revalidate                     | false
          ''                                  | false
          """)
  void shared_byCacheControl(String value, boolean shared) {
    Page page = Pages.fields(200, Map.of("Cache-Control", List.of(value)));

    assertThat(page.caching().shared()).isEqualTo(shared);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Tue, 01 Dec 2026 10:00:00 GMT | Tue, 01 Dec 2026 09:00:00 GMT | true
          Tue, 01 Dec 2026 09:00:00 GMT | Tue, 01 Dec 2026 10:00:00 GMT | false
          Tue, 01 Dec 2026 09:00:00 GMT | Tue, 01 Dec 2026 09:00:00 GMT | false
          0                             | Tue, 01 Dec 2026 10:00:00 GMT | false
          Tue, 01 Dec 2026 10:00:00 GMT | never                         | true
          """)
  void shared_byExpires(String expires, String date, boolean shared) {
    Page page = Pages.fields(200, Map.of("Expires", List.of(expires), "Date", List.of(date)));

    assertThat(page.caching().shared()).isEqualTo(shared);
  }

  @ParameterizedTest
  @CsvSource({"200, true", "404, true", "301, true", "302, false", "500, false"})
  void shared_whereNothingIsSaid_isGuessedFromLastModified(int status, boolean shared) {
    String date = "Tue, 01 Dec 2026 10:00:00 GMT";

    assertThat(Pages.fields(status, Map.of("Last-Modified", List.of(date))).caching().shared())
        .isEqualTo(shared);
    assertThat(Pages.fields(status, Map.of()).caching().shared()).isFalse();
  }

  @Test
  void varies_areNamesInLowerCase_andAStarIsNeverShared() {
    Map<String, List<String>> fields =
        Map.of("Cache-Control", List.of("public"), "Vary", List.of("Cookie, Accept", "cookie"));

    assertThat(Pages.fields(200, fields).caching())
        .isEqualTo(new Page.Caching(true, List.of("cookie", "accept")));
    assertThat(
            Pages.fields(200, Map.of("Cache-Control", List.of("public"), "Vary", List.of("*")))
                .caching()
                .shared())
        .isFalse();
  }

  @Test
  void shared_byTheFieldOfDeliveryNetworks_whateverOthersAreTold() {
    Map<String, List<String>> fields =
        Map.of("Cache-Control", List.of("private"), "CDN-Cache-Control", List.of("max-age=60"));

    assertThat(Pages.fields(200, fields).caching().shared()).isTrue();
  }
}
