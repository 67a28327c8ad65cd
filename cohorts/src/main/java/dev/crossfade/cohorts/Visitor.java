package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/**
 * Whoever sends a request, and what can be told of them. Lives as long as the request; what costs
 * something is found when it is first asked for. Not thread-safe.
 */
public final class Visitor {
  /** How a visitor is told from the others. */
  public enum KnownBy {
    /** The login that a trusted hop tells. */
    USER('u'),
    /** The identity cookie. */
    COOKIE('c'),
    /** An identity made for this navigation, whose answer sets the cookie. */
    FRESH('c'),
    /** The address and the user agent, since there is no cookie. */
    ADDRESS('a');

    private final char salt;

    KnownBy(char salt) {
      this.salt = salt;
    }

    char salt() {
      return salt;
    }
  }

  private final RequestHead head;
  private final Identities.Recognised recognised;
  private final @Nullable CrawlerClaim crawler;
  private final @Nullable Preview preview;
  private final Countries countries;
  private @Nullable String country;
  private @Nullable RequestKind kind;
  private boolean countryKnown;

  Visitor(
      RequestHead head,
      Identities.Recognised recognised,
      @Nullable CrawlerClaim crawler,
      @Nullable Preview preview,
      Countries countries) {
    this.head = head;
    this.recognised = recognised;
    this.crawler = crawler;
    this.preview = preview;
    this.countries = countries;
  }

  /** The same visitor asking for something else. */
  public Visitor at(RequestHead other) {
    return new Visitor(other, recognised, crawler, preview, countries);
  }

  /** The same visitor from another country, for those who ask what would be. */
  public Visitor from(String other) {
    return new Visitor(head, recognised, crawler, preview, _ -> other);
  }

  /** The same visitor saying to be somebody else, for those who ask what would be. */
  public Visitor claiming(@Nullable CrawlerClaim other) {
    return new Visitor(head, recognised, other, preview, countries);
  }

  /** What they ask for. */
  public RequestHead head() {
    return head;
  }

  /** What it is to their browser. */
  public RequestKind kind() {
    RequestKind known = kind == null ? RequestKind.of(head) : kind;
    kind = known;
    return known;
  }

  /** A hash of the identity; all buckets of the visitor follow from it. */
  public long key() {
    return recognised.key();
  }

  /** What the identity cookie must be set to; null: it stays as it is. */
  public @Nullable String newIdentity() {
    return recognised.fresh();
  }

  /** How they were told from the others. */
  public KnownBy knownBy() {
    return recognised.by();
  }

  /** Null: they do not say that they are a crawler. */
  public @Nullable CrawlerClaim crawler() {
    return crawler;
  }

  /** Null: they carry none that is valid. */
  public @Nullable Preview preview() {
    return preview;
  }

  /** Two capital letters; null: nobody knows. */
  public @Nullable String country() {
    if (!countryKnown) {
      country = countries.of(head);
      countryKnown = true;
    }
    return country;
  }
}
