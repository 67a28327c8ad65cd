package dev.crossfade.routing;

import dev.crossfade.cohorts.Cohorts;
import dev.crossfade.cohorts.Countries;
import dev.crossfade.cohorts.Crawlers;
import dev.crossfade.cohorts.Previews;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.Visitors;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Secrets.CookieKey;
import dev.crossfade.routing.redirects.Redirects;
import java.util.List;
import java.util.UUID;

/** Everything between a head and its decision, compiled from one configuration. */
public record Decider(Visitors visitors, Router router) {
  /** One that still has to learn which backends can answer. */
  @FunctionalInterface
  public interface Draft {
    Decider with(Availability up);
  }

  /**
   * Decides by a configuration.
   *
   * @param visitors recognises whoever asks
   * @param signer of the pins' cookies
   */
  public static Draft draft(
      Config config, Visitors visitors, Signer signer, Redirects redirects, Live live) {
    Cohorts cohorts = Cohorts.of(config);
    return up ->
        new Decider(visitors, Router.of(config, cohorts::named, signer, redirects, live.with(up)));
  }

  /**
   * Knows the configuration and none of the files it names: no crawlers, no countries, no
   * redirects. Without keys of its own pins and previews hold for as long as the draft does.
   */
  public static Draft plain(Config config, Live live) {
    Signer signer = signer(config.secrets().cookieKeys());
    Visitors visitors =
        Visitors.of(config, Crawlers.NONE, Previews.signed(signer, config), Countries.UNKNOWN);
    return draft(config, visitors, signer, Redirects.none(), live);
  }

  private static Signer signer(List<CookieKey> keys) {
    return Signer.of(
        keys.isEmpty() ? List.of(new CookieKey("own", UUID.randomUUID().toString())) : keys);
  }
}
