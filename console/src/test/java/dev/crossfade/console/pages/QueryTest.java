package dev.crossfade.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

class QueryTest {
  private static final Query PLAIN = new Query("/findings", new LinkedHashMap<>());

  @Test
  void href_hasEveryValueEncoded() {
    Query query = PLAIN.with("template", "a&b=c d").with("rule", "SEO-H1");

    assertThat(query.href()).isEqualTo("/findings?template=a%26b%3Dc%20d&rule=SEO-H1");
    assertThat(query.with("template", null).href()).isEqualTo("/findings?rule=SEO-H1");
    assertThat(query.on("/api").href()).startsWith("/api?template=");
  }

  @Test
  void with_leavesTheQueryItself() {
    assertThat(PLAIN.with("rule", "SEO-H1")).isNotEqualTo(PLAIN);
    assertThat(PLAIN.href()).isEqualTo("/findings");
    assertThat(PLAIN.isPlain()).isTrue();
  }
}
