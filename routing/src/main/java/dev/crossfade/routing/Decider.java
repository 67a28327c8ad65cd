package dev.crossfade.routing;

import dev.crossfade.cohorts.Cohort;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.cohorts.Visitors;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Secrets.CookieKey;
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
   * Knows the configuration and nothing else: no crawlers, no countries, no previews; pins hold for
   * as long as the process does.
   */
  public static Draft plain(Config config, Live live) {
    Signer signer = signer(config.secrets().cookieKeys());
    return up ->
        new Decider(Visitors.of(config), Router.of(config, Decider::nobody, signer, live.with(up)));
  }

  private static Signer signer(List<CookieKey> keys) {
    return Signer.of(
        keys.isEmpty() ? List.of(new CookieKey("own", UUID.randomUUID().toString())) : keys);
  }

  private static Cohort nobody(String name) {
    return new Cohort() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public boolean holds(Visitor visitor) {
        return false;
      }
    };
  }
}
