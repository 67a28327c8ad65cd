package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.model.Secrets.CookieKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
  private static final CookieKey OLD = new CookieKey("k1", "an old key of some length");
  private static final CookieKey NEW = new CookieKey("k2", "a new key of some length");

  private final Signer signer = Signer.of(List.of(NEW, OLD));

  @Test
  void verify_whatWeSigned_isItsPayload() {
    assertThat(signer.verify("pin", signer.sign("pin", "a.b.c"))).isEqualTo("a.b.c");
  }

  @Test
  void verify_signedWithAnOldKeyThatIsStillThere_isItsPayload() {
    String token = Signer.of(List.of(OLD)).sign("pin", "a");

    assertThat(signer.verify("pin", token)).isEqualTo("a");
  }

  @Test
  void isSignedByFirst_newAndOldKey_tellsThemApart() {
    assertThat(signer.isSignedByFirst(signer.sign("pin", "a"))).isTrue();
    assertThat(signer.isSignedByFirst(Signer.of(List.of(OLD)).sign("pin", "a"))).isFalse();
  }

  @Test
  void verify_signedWithAKeyThatIsNoMore_isRefused() {
    String token = signer.sign("pin", "a");

    assertThat(Signer.of(List.of(OLD)).verify("pin", token)).isNull();
  }

  @Test
  void verify_anotherKeyOfTheSameName_isRefused() {
    Signer other = Signer.of(List.of(new CookieKey("k2", "somebody else's key here")));

    assertThat(signer.verify("pin", other.sign("pin", "a"))).isNull();
  }

  @Test
  void verify_signedForAnotherPurpose_isRefused() {
    assertThat(signer.verify("preview", signer.sign("pin", "a"))).isNull();
  }

  /** Each bit of the payload, the key's name and the signature counts. */
  @Test
  void verify_anyBitFlipped_isRefused() {
    String token = signer.sign("pin", "checkout:legacy:1700000000");
    for (int i = 0; i < token.length(); i++) {
      for (int bit = 1; bit < 128; bit <<= 1) {
        char flipped = (char) (token.charAt(i) ^ bit);
        String forged = token.substring(0, i) + flipped + token.substring(i + 1);

        assertThat(signer.verify("pin", forged)).as(forged).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "...", "a", "a.k2", "a.k2.", ".k2.AAAA", "a..b", "\uffff.k2.x"})
  void verify_anythingElse_isRefused(String token) {
    assertThat(signer.verify("pin", token)).isNull();
  }
}
