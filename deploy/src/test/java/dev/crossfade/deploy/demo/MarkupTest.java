package dev.crossfade.deploy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps the text of clients from becoming markup. */
class MarkupTest {
  @Test
  void html_text_isEscapedOnceAndMarkupIsNot() {
    Html inner = Html.of("<b>{}</b>", "a < b & \"c\" 'd'");

    assertThat(Html.of("<p title=\"{}\">{}</p>", "\"", inner).markup())
        .isEqualTo("<p title=\"&quot;\"><b>a &lt; b &amp; &quot;c&quot; &#39;d&#39;</b></p>");
  }

  @Test
  void html_valueThatLooksLikeASlot_isNotFilled() {
    assertThat(Html.of("{} {}", "{}", "x").markup()).isEqualTo("{} x");
  }

  @Test
  void html_slotsAndValuesDiffer_refused() {
    assertThatThrownBy(() -> Html.of("{}", "a", "b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Html.of("{} {}", "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void json_textThatWouldEndAScript_cannot() {
    assertThat(Json.object("a", "</script>\n\"\\", "b", 1, "c", Json.array(List.of("x"))).text())
        .isEqualTo("{\"a\":\"\\u003c/script>\\u000a\\\"\\\\\",\"b\":1,\"c\":[\"x\"]}");
  }
}
