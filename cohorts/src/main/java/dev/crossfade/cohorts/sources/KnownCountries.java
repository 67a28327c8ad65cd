package dev.crossfade.cohorts.sources;

import dev.crossfade.cohorts.Countries;
import dev.crossfade.cohorts.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * Tells countries by the header of a trusted hop, and by the address where that says nothing.
 *
 * @param header null: no hop tells
 * @param database null: addresses tell nothing
 */
record KnownCountries(@Nullable String header, @Nullable CountryDatabase database)
    implements Countries {
  @Override
  public @Nullable String of(RequestHead head) {
    String told =
        header != null && head.fromTrustedHop() ? CountryCodes.known(head.header(header)) : null;
    return told != null || database == null ? told : database.of(head.client());
  }
}
