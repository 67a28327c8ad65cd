package dev.crossfade.cohorts;

import dev.crossfade.config.model.Config;

/** Recognises whoever sends a request: all that is told of a visitor comes together here. */
public final class Visitors {
  private final Identities identities;
  private final Crawlers crawlers;
  private final Previews previews;
  private final Countries countries;

  private Visitors(
      Identities identities, Crawlers crawlers, Previews previews, Countries countries) {
    this.identities = identities;
    this.crawlers = crawlers;
    this.previews = previews;
    this.countries = countries;
  }

  public static Visitors of(
      Config config, Crawlers crawlers, Previews previews, Countries countries) {
    return new Visitors(Identities.of(config.identity()), crawlers, previews, countries);
  }

  /** Knows identities alone. */
  public static Visitors of(Config config) {
    return of(config, Crawlers.NONE, Previews.NONE, Countries.UNKNOWN);
  }

  public Visitor recognise(RequestHead head, long nowMillis) {
    return new Visitor(
        head,
        identities.recognise(head),
        crawlers.claim(head),
        previews.of(head, nowMillis),
        countries);
  }
}
