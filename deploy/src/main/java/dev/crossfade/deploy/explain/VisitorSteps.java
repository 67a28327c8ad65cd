package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Preview;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Identity;
import dev.crossfade.routing.Trace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes down who a visitor is taken for, before anything is decided. */
record VisitorSteps(Config config, Visitor visitor, Trace trace) {
  /** Of some thousand cohorts the answer names all, the steps only these. */
  private static final int MOST_COHORTS = 20;

  /**
   * Takes down all there is to tell.
   *
   * @param countrySaid whether whoever asks said the country
   * @param cohorts the names of those that hold
   */
  void add(boolean countrySaid, List<String> cohorts) {
    identity();
    country(countrySaid);
    crawler();
    preview();
    for (String cohort : cohorts.subList(0, Math.min(MOST_COHORTS, cohorts.size()))) {
      trace.add("cohorts." + cohort, "cohort " + cohort + " holds");
    }
  }

  private void identity() {
    Identity identity = config.identity();
    String header = identity.userHeader();
    if (header != null
        && visitor.head().header(header) != null
        && !visitor.head().fromTrustedHop()) {
      trace.add("identity.userHeader", header + " is ignored: it does not come from a trusted hop");
    }
    switch (visitor.knownBy()) {
      case USER -> trace.add("identity.userHeader", "known by " + header + ", from a trusted hop");
      case COOKIE -> trace.add("identity.cookie", "known by the cookie " + identity.cookie());
      case FRESH ->
          trace.add(
              "identity.cookie",
              "not known yet: the answer sets "
                  + identity.cookie()
                  + ", at random, so that asking again may show another bucket");
      case ADDRESS ->
          trace.add(
              "identity.cookie",
              "known by address and user agent, "
                  + visitor.head().client().getHostAddress()
                  + ": there is no cookie "
                  + identity.cookie());
    }
  }

  private void country(boolean said) {
    String country = visitor.country();
    String header = config.trust().geoHeader();
    if (said) {
      trace.add("", "from " + country + ", as was said");
    } else if (country != null) {
      boolean byHeader =
          header != null
              && visitor.head().fromTrustedHop()
              && country.equalsIgnoreCase(visitor.head().header(header));
      trace.add(byHeader ? "trust.geoHeader" : "trust.geoDatabase", "from " + country);
    } else if (header != null || config.trust().geoDatabase() != null) {
      trace.add("trust", "from a country that nobody knows");
    }
  }

  private void crawler() {
    CrawlerClaim claim = visitor.crawler();
    if (claim != null) {
      String proof =
          switch (claim.standing()) {
            case VERIFIED -> "and is: its address is the search engine's";
            case CLAIMED -> "which nobody has verified yet: believed meanwhile";
            case DISPROVED -> "and is not: a visitor like others";
          };
      trace.add("crawlers.verify", "says to be " + claim.name() + ", " + proof);
    }
  }

  private void preview() {
    Preview preview = visitor.preview();
    if (preview != null) {
      trace.add(
          "secrets",
          "carries a preview of "
              + preview.backend()
              + " until "
              + Instant.ofEpochSecond(preview.expires()));
    } else if (carries(visitor.head().cookie(Preview.COOKIE))
        || visitor.head().query().contains(Preview.PARAMETER + "=")) {
      trace.add(
          "secrets",
          "carries a preview that is ignored: it is over, revoked, of no backend or not signed by"
              + " these keys");
    }
  }

  private static boolean carries(@Nullable String cookie) {
    return cookie != null;
  }
}
