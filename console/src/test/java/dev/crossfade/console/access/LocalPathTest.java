package dev.crossfade.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links that lead to the form must not lead anywhere else from there. */
class LocalPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/rollouts",
        "/rollouts/catalog?stage=2&x=%2F%2Fevil.example",
        "/~a",
        "/a//b",
        "/loginfo",
        "/a?to=http://evil.example/"
      })
  void pathOfOurs_isKept(String wanted) {
    assertThat(LocalPath.of(wanted)).isEqualTo(wanted);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        "http://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "/ /x",
        "/a\r\nSet-Cookie: x=y",
        "/a\\b",
        "/ä",
        "/login",
        "/login?to=/login",
        "/logout",
        "/logout#x"
      })
  void anythingElse_isTheFirstPage(String wanted) {
    assertThat(LocalPath.of(wanted)).isEqualTo("/");
  }
}
