package dev.crossfade.cohorts.sources;

import dev.crossfade.cohorts.Countries;
import dev.crossfade.cohorts.Crawlers;
import dev.crossfade.cohorts.Previews;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.cohorts.Visitors;
import dev.crossfade.cohorts.crawlers.DnsNameService;
import dev.crossfade.cohorts.crawlers.NameService;
import dev.crossfade.cohorts.crawlers.NameVerification;
import dev.crossfade.cohorts.crawlers.VerifiedCrawlers;
import dev.crossfade.config.model.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What visitors of one configuration are recognised by. The next one takes over what took time to
 * get: a database that did not change, and which crawlers are who they say to be. Immutable but for
 * what is remembered of the latter.
 */
public final class Sources {
  private final Crawlers crawlers;
  private final Previews previews;
  private final Countries countries;
  private final @Nullable CountryDatabase database;
  private final @Nullable NameVerification names;

  private Sources(
      Crawlers crawlers,
      Previews previews,
      Countries countries,
      @Nullable CountryDatabase database,
      @Nullable NameVerification names) {
    this.crawlers = crawlers;
    this.previews = previews;
    this.countries = countries;
    this.database = database;
    this.names = names;
  }

  /**
   * Reads the files that a configuration names; not on an event loop.
   *
   * @param previous of the configuration that is active; null: of none
   * @param problems gets a line for each thing that stands in the way; with any, what is returned
   *     must not be used
   */
  public static Sources prepare(
      Config config, @Nullable Sources previous, Signer signer, List<String> problems) {
    return prepare(config, previous, signer, problems, DnsNameService.ofThisMachine());
  }

  /** The same without asking anybody for names: whose address is in no range stays claimed. */
  public static Sources silent(
      Config config, @Nullable Sources previous, Signer signer, List<String> problems) {
    return prepare(config, previous, signer, problems, new SilentNames());
  }

  static Sources prepare(
      Config config,
      @Nullable Sources previous,
      Signer signer,
      List<String> problems,
      NameService service) {
    CountryDatabase database =
        database(
            config.trust().geoDatabase(), previous == null ? null : previous.database, problems);
    NameVerification names =
        config.crawlers().verify().dns()
            ? names(
                config.crawlers().verify().cache(),
                previous == null ? null : previous.names,
                service)
            : null;
    CrawlerNames.check(config.cohorts(), problems);
    return new Sources(
        VerifiedCrawlers.of(RangeFiles.read(config.crawlers().verify().ranges(), problems), names),
        Previews.signed(signer, config),
        new KnownCountries(config.trust().geoHeader(), database),
        database,
        names);
  }

  private static @Nullable CountryDatabase database(
      @Nullable Path file, @Nullable CountryDatabase previous, List<String> problems) {
    if (file == null) {
      return null;
    }
    try {
      return CountryDatabase.open(file, previous);
    } catch (IOException e) {
      problems.add("trust.geoDatabase: " + file + ": " + FileTrouble.said(e));
      return null;
    }
  }

  private static NameVerification names(
      Duration remembered, @Nullable NameVerification previous, NameService service) {
    return previous != null && previous.remembered().equals(remembered)
        ? previous
        : new NameVerification(service, remembered);
  }

  /** Recognises whoever sends a request. */
  public Visitors visitors(Config config) {
    return Visitors.of(config, crawlers, previews, countries);
  }

  public Crawlers crawlers() {
    return crawlers;
  }

  public Previews previews() {
    return previews;
  }

  public Countries countries() {
    return countries;
  }

  /** Lookups of crawlers' names that were not made because too many were under way. */
  public long droppedLookups() {
    return names == null ? 0 : names.dropped();
  }
}
