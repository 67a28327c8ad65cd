package dev.crossfade.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathOverlapTest {
  @ParameterizedTest(name = "{0} holds {1}")
  @CsvSource({
    "/**, /**",
    "/**, /",
    "/**, /a/b",
    "/a/**, /a",
    "/a/**, /a/**",
    "/a/**, /a/b/**",
    "/a/**, /a/*/c",
    "/a/*, /a/b",
    "/a/*, /a/b*",
    "/a/*, /a/",
    "/a/**/c, /a/c",
    "/a/**/c, /a/b/**/c",
    "/**/*.jpg, /img/a*.jpg",
    "/a*c*e, /abcde",
    "/*b*, /a*b"
  })
  void covers_wider_holds(String wide, String narrow) {
    assertThat(covers(wide, narrow)).isTrue();
  }

  @ParameterizedTest(name = "{0} does not hold {1}")
  @CsvSource({
    "/, /a",
    "/a, /a/",
    "/a/*, /a/**",
    "/a/*, /a/b/c",
    "/a/*, /a",
    "/a/b*, /a/*",
    "/a/**, /b/**",
    "/a/**/c, /a/**",
    "/**/*.jpg, /**",
    "/a*e, /abcd",
    "/ab, /a*"
  })
  void covers_notWider_doesNot(String wide, String narrow) {
    assertThat(covers(wide, narrow)).isFalse();
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({
    "/a, /a, /a",
    "/a, /b,",
    "/a/**, /b/**,",
    "/a/**, /**/c, /a/c",
    "/*/c, /a/*, /a/c",
    "/a*, /*b, /ab",
    "/a*, /b*,",
    "/**, /x/*/y, /x/x/y",
    "/a/**/z, /a/b/*, /a/b/z",
    "/**, /**, /",
    "/a/*, /a,",
    "/**/x.jpg, /img/*.png,"
  })
  void common_anyTwo_isAPathOfBothOrNone(String one, String other, @Nullable String expected) {
    assertThat(PathOverlap.common(PathPattern.parse(one), PathPattern.parse(other)))
        .isEqualTo(expected);
    if (expected != null) {
      assertThat(covers(one, expected)).isTrue();
      assertThat(covers(other, expected)).isTrue();
    }
  }

  private static boolean covers(String wide, String narrow) {
    return PathOverlap.covers(PathPattern.parse(wide), PathPattern.parse(narrow));
  }
}
