package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkFieldTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <https://shop.example/a>; rel="canonical"              | https://shop.example/a
          </a>;rel=canonical                                     | https://shop.example/a
          <a> ; REL = "nofollow Canonical" ; title="x, <y>; z"   | https://shop.example/p/a
          </style.css>; rel=preload; as=style, </a>; rel=canonical | https://shop.example/a
          </b>; title="a\\"b>; rel=canonical", </a>; rel=canonical | https://shop.example/a
          </a>; rel=canonical; rel=next                          | https://shop.example/a
          """)
  void canonical_ofTheField(String value, String url) {
    Page page = Pages.fields(200, Map.of("Link", List.of(value)));

    assertThat(page.canonicals()).hasSize(1);
    assertThat(page.canonicals().getFirst().url()).hasToString(url);
    assertThat(page.canonicals().getFirst().where()).isEqualTo(Page.Canonical.Where.FIELD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          </a>; rel=canonical; anchor="/other"
          </a>; rel=next; rel=canonical
          </a; rel=canonical
          <
          ''
          ;;;,,,==""
          </a>; rel="canonical
          </a>; title="rel=canonical"
          """)
  void canonical_ofWhatNamesNone(String value) {
    List<Page.Canonical> canonicals =
        Pages.fields(200, Map.of("Link", List.of(value))).canonicals();

    assertThat(canonicals.size()).isEqualTo(value.endsWith("\"canonical") ? 1 : 0);
  }

  @Test
  void alternates_ofSeveralFields_areAllThere() {
    Page page =
        Pages.fields(
            200,
            Map.of(
                "Link",
                List.of(
                    "</de>; rel=alternate; hreflang=de, </at>; rel=alternate; hreflang=\"de-AT\"",
                    "</x>; rel=\"alternate\"; hreflang=\"x-default\"; hreflang=en")));

    assertThat(page.alternates())
        .extracting(alternate -> alternate.code() + " " + alternate.written())
        .containsExactly("de /de", "de-AT /at", "x-default /x", "en /x");
  }
}
