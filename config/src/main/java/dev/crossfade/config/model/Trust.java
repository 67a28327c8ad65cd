package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Input;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.value.Cidr;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which hops in front of the gateway are believed, and what they tell. */
public record Trust(
    @Doc(
            "Addresses whose X-Forwarded-For, X-Forwarded-Proto, Forwarded, PROXY and geo header we believe.")
        List<Cidr> proxies,
    @Doc("The header in which a trusted hop says the visitor's country.")
        @Matches(value = Http.TOKEN, expected = "a header name")
        @Nullable String geoHeader,
    @Doc("A MaxMind DB of countries; read again when it changes.") @Input
        @Nullable Path geoDatabase)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (geoHeader != null && proxies.isEmpty()) {
      complaints
          .at("geoHeader")
          .problem("nobody may set it (expected: the hops that do under trust.proxies)");
    }
  }
}
