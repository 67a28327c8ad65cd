package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.crossfade.config.model.Secrets.CookieKey;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignedPreviewsTest {
  private static final Signer SIGNER = Signer.of(List.of(new CookieKey("k1", "a key of 16 chars")));
  private static final long NOW = 1_800_000_000L;
  private static final PreviewToken GOOD = new PreviewToken("next", NOW + 60, "p0123456789ab");
  private static final String TOKEN = GOOD.sign(SIGNER);
  private static final String OTHER = PreviewToken.fresh("legacy", NOW + 60).sign(SIGNER);

  private final Previews previews = Previews.signed(SIGNER, TestConfig.with(""));

  private static TestHead linked(String token) {
    return TestHead.get().asking("a=b&cf_preview=" + token + "&c=d");
  }

  private static TestHead kept(String token) {
    return TestHead.get().with("cookie", "x=y; cf_preview=" + token);
  }

  @Test
  void of_link_isThePreviewWhoseCookieMustBeSet() {
    assertThat(previews.of(linked(TOKEN), NOW * 1_000))
        .isEqualTo(new Preview("next", TOKEN, NOW + 60, true));
  }

  @Test
  void of_cookie_isThePreview() {
    assertThat(previews.of(kept(TOKEN), NOW * 1_000))
        .isEqualTo(new Preview("next", TOKEN, NOW + 60, false));
  }

  @Test
  void of_linkAndCookie_isTheLink() {
    TestHead both = kept(OTHER).asking("cf_preview=" + TOKEN);

    assertThat(previews.of(both, NOW * 1_000)).extracting(Preview::backend).isEqualTo("next");
  }

  @Test
  void of_forgedLinkAndCookie_isTheCookie() {
    TestHead both = kept(TOKEN).asking("cf_preview=forged.k1.xxxx");

    assertThat(previews.of(both, NOW * 1_000)).extracting(Preview::byLink).isEqualTo(false);
  }

  @Test
  void of_lastSecond_holdsUntilItIsOver() {
    assertThat(previews.of(kept(TOKEN), (NOW + 60) * 1_000 - 1)).isNotNull();
    assertThat(previews.of(kept(TOKEN), (NOW + 60) * 1_000)).isNull();
  }

  static Stream<Arguments> invalid() {
    Signer other = Signer.of(List.of(new CookieKey("k1", "another key of 16")));
    return Stream.of(
        argumentSet("nothing", ""),
        argumentSet("another's signature", GOOD.sign(other)),
        argumentSet("a letter more", TOKEN + "x"),
        argumentSet("a later end", TOKEN.replace("" + (NOW + 60), "" + (NOW + 61))),
        argumentSet(
            "a backend that is not there",
            new PreviewToken("third", NOW + 60, "p0123456789ab").sign(SIGNER)),
        argumentSet("signed for another purpose", SIGNER.sign("pin", "next.9999999999.p0")),
        argumentSet("no end", SIGNER.sign("preview", "next.soon.p0123456789ab")),
        argumentSet("no id", SIGNER.sign("preview", "next")),
        argumentSet("one dot", SIGNER.sign("preview", "next.9999999999")),
        argumentSet("endless", SIGNER.sign("preview", "n".repeat(8_000) + ".9999999999.p0")));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void of_anythingElse_isNoPreview(String token) {
    assertThat(previews.of(kept(token), NOW * 1_000)).isNull();
    assertThat(previews.of(linked(token), NOW * 1_000)).isNull();
  }

  @Test
  void of_revoked_isNoPreview() {
    Previews without =
        Previews.signed(SIGNER, TestConfig.with("secrets: { revokedPreviews: [ p0123456789ab ] }"));

    assertThat(without.of(kept(TOKEN), NOW * 1_000)).isNull();
    assertThat(without.of(kept(OTHER), NOW * 1_000)).isNotNull();
  }

  @Test
  void fresh_eachTime_hasAnIdOfItsOwn() {
    PreviewToken token = PreviewToken.fresh("next", NOW);

    assertThat(token.id()).matches(PreviewToken.ID_PATTERN);
    assertThat(PreviewToken.fresh("next", NOW)).isNotEqualTo(token);
    assertThat(token.sign(SIGNER)).matches("[A-Za-z0-9._-]+");
  }
}
