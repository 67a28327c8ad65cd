package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Range;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a visitor is recognised again, so that a bucket stays a visitor's own. */
public record Identity(
    @Doc("The cookie with a random identity.")
        @Default("cf_id")
        @Matches(value = Http.TOKEN, expected = "a cookie name")
        String cookie,
    @Doc("The header in which a trusted hop says who is logged in; wins over the cookie.")
        @Matches(value = Http.TOKEN, expected = "a header name")
        @Nullable String userHeader,
    @Doc("How long a browser keeps the cookie.") @Default("365d") @Range(min = "1h", max = "400d")
        Duration maxAge)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (cookie.startsWith("__Host-") || cookie.startsWith("__Secure-")) {
      complaints
          .at("cookie")
          .warning("browsers keep a " + cookie + " cookie on https only, so http has no identity");
    }
  }
}
