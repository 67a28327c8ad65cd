package dev.crossfade.cohorts.crawlers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.config.value.Cidr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrawlerRangesTest {
  @Test
  void parse_publishedFile_isItsRanges() {
    String json =
        """
        { "creationTime": "2026-11-20T15:46:09.000000",
          "prefixes": [
            { "ipv6Prefix": "2001:4860:4801:10::/64" },
            { "ipv4Prefix": "66.249.64.0/27", "service": "anything" } ] }
        """;

    assertThat(CrawlerRanges.parse(json.getBytes(UTF_8)))
        .containsExactly(Cidr.parse("2001:4860:4801:10::/64"), Cidr.parse("66.249.64.0/27"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                        | has no prefixes",
        "{                                         | is no JSON, line 1",
        "<html>                                    | is no JSON, line 1 column 1",
        "[]                                        | has no prefixes",
        "{\"prefixes\":[]}                         | has no prefixes",
        "{\"prefixes\":{}}                         | has no prefixes",
        "{\"prefixes\":[\"192.0.2.0/24\"]}         | prefixes[0]: has neither ipv4Prefix nor ipv6Prefix",
        "{\"prefixes\":[{\"ipv4Prefix\":1}]}       | prefixes[0]: has neither ipv4Prefix nor ipv6Prefix",
        "{\"prefixes\":[{\"ipv4Prefix\":\"x\"}]}   | prefixes[0].ipv4Prefix: x (expected: a range such as",
        "{\"prefixes\":[{\"ipv4Prefix\":\"192.0.2.1/24\"}]} | prefixes[0].ipv4Prefix: 192.0.2.1/24 (expected: a range whose bits after",
        "{\"prefixes\":[{\"ipv4Prefix\":\"192.0.2.0/33\"}]} | prefixes[0].ipv4Prefix: 192.0.2.0/33 (expected: a prefix of at most 32 bits)",
      })
  void parse_anythingElse_saysWhatIsWrong(String json, String problem) {
    assertThatThrownBy(() -> CrawlerRanges.parse(json.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void parse_nestedWithoutEnd_isRefused() {
    byte[] json = "[".repeat(200_000).getBytes(UTF_8);

    assertThatThrownBy(() -> CrawlerRanges.parse(json)).hasMessageStartingWith("is no JSON");
  }
}
