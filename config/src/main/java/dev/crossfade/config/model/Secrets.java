package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Secret;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the gateway signs with. */
public record Secrets(
    @Doc("Keys of signed cookies: the first signs, all verify. None: a random key kept in state.")
        List<CookieKey> cookieKeys,
    @Doc("Previews that hold no more, by the id that crossfade preview told.")
        @Matches(value = "p[0-9a-f]{12}", expected = "a preview's id such as p3f9c01d2e4b5")
        List<String> revokedPreviews,
    @Doc("The key that webhooks are signed with: at least 16 characters nobody can guess.")
        @Matches(value = "[^\\u0000-\\u001f]{16,1024}", expected = "at least 16 characters")
        @Secret
        @Nullable String webhookKey)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < cookieKeys.size(); i++) {
      if (!ids.add(cookieKeys.get(i).id())) {
        complaints
            .at("cookieKeys")
            .at(i)
            .at("id")
            .problem("\"" + cookieKeys.get(i).id() + "\" is there twice (expected: its own id)");
      }
    }
  }

  /** One HMAC key. */
  public record CookieKey(
      @Doc("Stands in the cookie, so that keys can be changed one after the other.")
          @Matches(value = "[A-Za-z0-9_-]{1,16}", expected = "up to 16 letters or digits")
          String id,
      @Doc("The key: at least 16 characters nobody can guess.")
          @Matches(value = "[^\\u0000-\\u001f]{16,1024}", expected = "at least 16 characters")
          @Secret
          String value) {}
}
