package dev.crossfade.seo.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.page.Structured.Item;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuredTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"@type": "Product", "name": "Shoe"}                                         | Shoe
          {"@type": "https://schema.org/Product", "http://schema.org/name": "Shoe"}    | Shoe
          {"@context": {"s": "https://schema.org/"}, "@type": "s:Product", "s:name": "Shoe"} | Shoe
          {"@type": ["Thing", "Product"], "name": ["Shoe", "Boot"]}                    | Shoe
          [{"@type": "WebPage"}, {"@type": "Product", "name": "Shoe"}]                 | Shoe
          {"@graph": [{"@type": "Product", "name": "Shoe"}]}                           | Shoe
          [[{"@graph": {"@type": "Product", "name": "Shoe"}}]]                         | Shoe
          {"@type": "WebPage", "mainEntity": {"@type": "Product", "name": "Shoe"}}     | Shoe
          {"@type": "Product", "name": {"@value": "Shoe", "@language": "en"}}          | Shoe
          {"@type": "Product", "name": {"@list": ["Shoe"]}}                            | Shoe
          {"@type": "Product", "name": 12.90}                                          | 12.90
          {"@type": "Product", "name": true}                                           | true
          {"@type": "Product", "name": "  Red\\n shoe "}                               | Red shoe
          {"@type": "Product", "name": "Boot", "name": "Shoe"}                         | Shoe
          <!-- {"@type": "Product", "name": "Shoe"} -->                                | Shoe
          //<![CDATA[ {"@type": "Product", "name": "Shoe"} //]]>                       | Shoe
          /*<![CDATA[*/ {"@type": "Product", "name": "Shoe"} /*]]>*/                   | Shoe
          """)
  void jsonLd_inAnyForm_isAProductWithAName(String json, String name) {
    Page page = jsonLd(json);

    assertThat(page.structured().all("Product").getFirst().text("name")).isEqualTo(name);
    assertThat(page.troubles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                        | JSON-LD: nothing is in it
          {"name": "Shoe"           | JSON-LD: Unexpected end-of-input: expected close marker for Object at 1:16
          {"name": Shoe}            | JSON-LD: Unrecognized token 'Shoe': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false') at 1:10
          {} {}                     | JSON-LD: goes on after its end at 1:4
          """)
  void jsonLd_thatIsNone_isATroubleWithItsPlace(String json, String trouble) {
    Page page = jsonLd(json);

    assertThat(page.structured().items()).isEmpty();
    assertThat(page.troubles()).containsExactly(trouble);
  }

  @Test
  void jsonLd_thatIsBroken_doesNotHideTheOthers() {
    Page page =
        Pages.head(
            "<script type='Application/LD+JSON'>{</script><script type=application/ld+json>"
                + "{\"@type\": \"Product\"}</script><script type=application/ld+json>}</script>");

    assertThat(page.structured().all("Product")).hasSize(1);
    assertThat(page.troubles())
        .hasSize(2)
        .anyMatch(trouble -> trouble.startsWith("JSON-LD: "))
        .anyMatch(trouble -> trouble.startsWith("JSON-LD, script 3: "));
  }

  @Test
  void references_toAnotherScript_areFollowed() {
    Page page =
        Pages.head(
            """
            <script type=application/ld+json>
            {"@type": "Product", "name": "Shoe", "brand": {"@id": "#brand"}}</script>
            <script type=application/ld+json>
            {"@type": "Brand", "@id": "https://shop.example/p/red-shoe#brand", "name": "Fine"}
            </script>""");

    Item brand = page.structured().all("Product").getFirst().items("brand").getFirst();
    assertThat(brand.types()).containsExactly("Brand");
    assertThat(brand.text("name")).isEqualTo("Fine");
  }

  @Test
  void references_inACircle_endWhereTheyMeet() {
    Page page =
        jsonLd(
            """
            [{"@id": "#a", "@type": "A", "to": {"@id": "#b"}},
             {"@id": "#b", "@type": "B", "to": {"@id": "#a"}, "self": {"@id": "#b"}}]""");

    Item a = page.structured().items().getFirst();
    Item b = a.items("to").getFirst();
    assertThat(b.types()).containsExactly("B");
    assertThat(b.items("to").getFirst().properties()).isEmpty();
    assertThat(b.items("self").getFirst().properties()).isEmpty();
  }

  /** 2^30 values, if each reference were written out. */
  @Test
  void references_thatMultiply_areBounded() {
    List<String> things = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      String to = "{\"@id\": \"#" + (i + 1) + "\"}";
      things.add("{\"@id\": \"#%d\", \"n\": \"x\", \"to\": [%s, %s]}".formatted(i, to, to));
    }

    Page page = jsonLd("[" + String.join(",", things) + "]");

    assertThat(page.structured().everyItem().size()).isLessThan(3 * Things.MOST_VALUES);
    assertThat(page.troubles()).anyMatch(trouble -> trouble.contains("with its references"));
  }

  @Test
  void jsonLd_nestedDeeply_isATroubleOrBounded() {
    assertThat(jsonLd("[".repeat(5_000)).troubles()).hasSize(1);
    assertThat(jsonLd("{\"a\":".repeat(50) + "1" + "}".repeat(50)).troubles())
        .containsExactly("structured data: deeper than 32 items; what is below was left");
  }

  @Test
  void jsonLd_withTooManyValues_isBounded() {
    Page page = jsonLd("{\"@type\": \"A\", \"v\": [" + "1,".repeat(50_000) + "1]}");

    assertThat(page.troubles())
        .containsExactly("structured data: more than 20000 values; the rest was not looked at");
  }

  private static Page jsonLd(String json) {
    return Pages.head("<script type=application/ld+json>" + json + "</script>");
  }
}
