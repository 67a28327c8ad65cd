package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forwarded as RFC 7239 writes it, and as proxies do. */
class ForwardedTest {
  private static String read(String line) {
    return Forwarded.read(line).stream()
        .map(
            element ->
                (element.client() == null ? "?" : element.client().getHostAddress())
                    + " "
                    + element.proto())
        .toList()
        .toString();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "for=192.0.2.60;proto=https;by=203.0.113.43 | [192.0.2.60 https]",
        "For=192.0.2.43, for=198.51.100.17 | [192.0.2.43 null, 198.51.100.17 null]",
        "for=\"[2001:db8:cafe::17]:4711\" | [2001:db8:cafe:0:0:0:0:17 null]",
        "for=\"192.0.2.43:47011\";PROTO=HTTP | [192.0.2.43 http]",
        "for=192.0.2.43:47011 | [192.0.2.43 null]",
        "for=[2001:db8::1] | [2001:db8:0:0:0:0:0:1 null]",
        "for=\"192.0.\\2.43\" | [192.0.2.43 null]",
        "host=\"a,b;for=6.6.6.6\";for=192.0.2.43 | [192.0.2.43 null]",
        "for=unknown;proto=https | [? https]",
        "for=_hidden, for=192.0.2.43 | [? null, 192.0.2.43 null]",
        "for=shop.example | [? null]",
        ", for=192.0.2.43 ,,proto=http;; | [192.0.2.43 null, ? http]",
      })
  void read_whatProxiesWrite_isUnderstood(String line, String elements) {
    assertThat(read(line)).isEqualTo(elements);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "for",
        "for=",
        "for=192.0.2.1 x",
        "for=\"192.0.2.1",
        "for=192.0.2.1, for=\"x\\",
        "=192.0.2.1",
        "for=192.0.2.1;proto=https é",
        "for = 192.0.2.1"
      })
  void read_brokenGrammar_isOneHopThatToldNothing(String line) {
    assertThat(read(line)).isEqualTo("[? null]");
  }

  @Test
  void read_nothing_isNoHop() {
    assertThat(Forwarded.read("")).isEmpty();
    assertThat(Forwarded.read(" , ,")).isEmpty();
  }

  @Test
  void read_aMegabyte_isReadOnce() {
    assertThat(Forwarded.read("for=192.0.2.1,".repeat(70_000))).hasSize(70_000);
    assertThat(Forwarded.read("\"".repeat(1 << 20))).hasSize(1);
  }
}
