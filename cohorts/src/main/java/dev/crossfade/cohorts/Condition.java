package dev.crossfade.cohorts;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One thing that must be so for a visitor to belong to a cohort. Asked on the event loop. */
sealed interface Condition {
  /** In place of a value: whatever it is. */
  String ANY = "*";

  boolean holds(Visitor visitor);

  /** What a visitor must have for it to hold, where that is one of a few texts; null: it is not. */
  default @Nullable Clue clue() {
    return null;
  }

  private static @Nullable Clue clue(Clue.Kind kind, String name, String value) {
    return value.equals(ANY) ? null : new Clue(kind, name, Set.of(value));
  }

  private static boolean isWanted(@Nullable String found, String wanted) {
    return found != null && (wanted.equals(ANY) || wanted.equals(found));
  }

  /** The first header of the name says this. */
  record Header(String name, String value) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      return isWanted(visitor.head().header(name), value);
    }

    @Override
    public @Nullable Clue clue() {
      return Condition.clue(Clue.Kind.HEADER, name, value);
    }
  }

  /** The first cookie of the name says this. */
  record Cookie(String name, String value) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      return isWanted(visitor.head().cookie(name), value);
    }

    @Override
    public @Nullable Clue clue() {
      return Condition.clue(Clue.Kind.COOKIE, name, value);
    }
  }

  /** The first query parameter of the name says this, as it is written in the address. */
  record Query(String name, String value) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      String query = visitor.head().query();
      long place = Parameters.find(query, name);
      if (place < 0) {
        return false;
      }
      int from = Parameters.from(place);
      int length = Parameters.to(place) - from;
      return value.equals(ANY) || (length == value.length() && query.startsWith(value, from));
    }

    @Override
    public @Nullable Clue clue() {
      return Condition.clue(Clue.Kind.QUERY, name, value);
    }
  }

  /** A preview is carried, or none is. */
  record Previewing(boolean wanted) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      return (visitor.preview() != null) == wanted;
    }
  }

  /** From one of these countries; nobody is from nowhere. */
  record Country(List<String> countries) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      String country = visitor.country();
      return country != null && countries.contains(country);
    }

    @Override
    public @Nullable Clue clue() {
      return new Clue(Clue.Kind.COUNTRY, "", Set.copyOf(countries));
    }
  }

  /** The language wanted most is one of these. */
  record Language(List<String> ranges) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      return AcceptLanguage.prefers(visitor.head().header("accept-language"), ranges);
    }
  }

  /** The address is in the set. */
  record Address(AddressSet addresses) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      return addresses.contains(visitor.head().client());
    }
  }

  /** One of so many buckets of an arrangement that nothing else uses. */
  record Percent(Buckets buckets, int admitted) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      return buckets.of(visitor.key()) < admitted;
    }
  }

  /** Says to be a crawler, and nothing disproves it. */
  record AnyCrawler() implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      CrawlerClaim claim = visitor.crawler();
      return claim != null && claim.isBelieved();
    }
  }

  /** Says to be a crawler, and is. */
  record VerifiedCrawler() implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      CrawlerClaim claim = visitor.crawler();
      return claim != null && claim.standing() == CrawlerClaim.Standing.VERIFIED;
    }
  }

  /** Says to be this crawler, and nothing disproves it. */
  record NamedCrawler(String name) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      CrawlerClaim claim = visitor.crawler();
      return claim != null && claim.isBelieved() && claim.name().equals(name);
    }
  }

  /** Every one of these holds. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares conditions
  record All(Condition[] conditions) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      for (Condition condition : conditions) {
        if (!condition.holds(visitor)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public @Nullable Clue clue() {
      for (Condition condition : conditions) {
        Clue clue = condition.clue();
        if (clue != null) {
          return clue;
        }
      }
      return null;
    }
  }

  /** At least one of these holds. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares conditions
  record Any(Condition[] conditions) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      for (Condition condition : conditions) {
        if (condition.holds(visitor)) {
          return true;
        }
      }
      return false;
    }
  }

  /** This does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Visitor visitor) {
      return !condition.holds(visitor);
    }
  }
}
