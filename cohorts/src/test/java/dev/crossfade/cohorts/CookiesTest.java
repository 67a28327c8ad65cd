package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CookiesTest {
  @ParameterizedTest
  @MethodSource
  void find_present_isItsValue(String header, String value) {
    assertThat(Cookies.find(header, "cf_id")).isEqualTo(value);
  }

  static Stream<Arguments> find_present_isItsValue() {
    return Stream.of(
        argumentSet("alone", "cf_id=abc", "abc"),
        argumentSet("first of several", "cf_id=abc; cart=7; lang=de", "abc"),
        argumentSet("last of several", "cart=7; lang=de; cf_id=abc", "abc"),
        argumentSet("without the space after the semicolon", "cart=7;cf_id=abc;lang=de", "abc"),
        argumentSet("spaces and tabs around", "cart=7; \t cf_id=abc \t ; lang=de", "abc"),
        argumentSet("quoted", "cf_id=\"abc\"; lang=de", "abc"),
        argumentSet("a quote on one side only stays", "cf_id=\"abc", "\"abc"),
        argumentSet("one quote alone stays", "cf_id=\"", "\""),
        argumentSet("quoted and empty", "cf_id=\"\"", ""),
        argumentSet("empty", "cf_id=", ""),
        argumentSet("empty before another", "cf_id=; lang=de", ""),
        argumentSet("the first of two counts", "cf_id=abc; cf_id=xyz", "abc"),
        argumentSet("the value may hold equals signs", "cf_id=a=b==", "a=b=="),
        argumentSet("behind a longer name", "cf_id2=no; cf_id=abc", "abc"),
        argumentSet("behind a name that ends like it", "xcf_id=no; cf_id=abc", "abc"),
        argumentSet("behind its own name as a value", "other=cf_id; cf_id=abc", "abc"),
        argumentSet("behind a name without a value", "cf_id; cf_id=abc", "abc"),
        argumentSet("behind empty parts", ";; ; cf_id=abc;", "abc"));
  }

  @ParameterizedTest
  @MethodSource
  void find_absent_isNull(String header) {
    assertThat(Cookies.find(header, "cf_id")).isNull();
  }

  static Stream<Arguments> find_absent_isNull() {
    return Stream.of(
        argumentSet("an empty header", ""),
        argumentSet("only semicolons", ";;;"),
        argumentSet("another cookie", "cart=7"),
        argumentSet("a longer name", "cf_id2=abc"),
        argumentSet("a shorter name", "cf_i=abc"),
        argumentSet("a name that ends like it", "my_cf_id=abc"),
        argumentSet("names have a case", "CF_ID=abc"),
        argumentSet("a name without a value", "cf_id"),
        argumentSet("inside another's value", "other=cf_id=abc"));
  }
}
