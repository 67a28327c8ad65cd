package dev.crossfade.cohorts.sources;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.MaxMindDbConstructor;
import com.maxmind.db.MaxMindDbParameter;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MaxMind DB of countries, held in memory as a whole: nothing is unmapped or closed under those
 * who still read it when a newer one has come. Thread-safe; looking up waits for nobody.
 */
final class CountryDatabase {
  private static final Logger log = LoggerFactory.getLogger(CountryDatabase.class);

  private static final long LARGEST = 512L << 20;
  private static final int MOST_REMEMBERED = 65_536;

  /** A database of anything else has no country in any of its networks. */
  private static final int LOOKED_THROUGH = 10_000;

  private static final String NOWHERE = "";

  private final byte[] digest;
  private final Reader reader;
  private final boolean v4Only;
  private final Cache<InetAddress, String> known =
      Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
  private final AtomicBoolean damaged = new AtomicBoolean();

  private CountryDatabase(byte[] digest, Reader reader) {
    this.digest = digest;
    this.reader = reader;
    this.v4Only = reader.getMetadata().ipVersion() == 4;
  }

  /** The part of a record that is read; public for the reader, which makes it by reflection. */
  public record Place(@Nullable Country country) {
    @MaxMindDbConstructor
    public Place(@MaxMindDbParameter(name = "country") @Nullable Country country) {
      this.country = country;
    }

    @Nullable String code() {
      return country == null ? null : CountryCodes.known(country.code());
    }
  }

  /** The part of a record's country that is read. */
  public record Country(@Nullable String code) {
    @MaxMindDbConstructor
    public Country(@MaxMindDbParameter(name = "iso_code") @Nullable String code) {
      this.code = code;
    }
  }

  /**
   * Reads a file.
   *
   * @param previous what was read before; the result where the content is the same
   * @throws IOException what is wrong with it, in one line
   */
  static CountryDatabase open(Path file, @Nullable CountryDatabase previous) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException("is larger than 512MB (expected: a database of countries)");
    }
    byte[] content = Files.readAllBytes(file);
    byte[] digest = digest(content);
    if (previous != null && MessageDigest.isEqual(digest, previous.digest)) {
      return previous;
    }
    Reader reader;
    boolean ofCountries;
    try {
      reader = new Reader(new ByteArrayInputStream(content));
      ofCountries = hasCountries(reader);
    } catch (IOException | InvalidNetworkException | RuntimeException e) {
      throw new IOException(
          "is no MaxMind DB, or a damaged one: " + e.getMessage() + " (expected: an .mmdb file)",
          e);
    }
    if (!ofCountries) {
      throw new IOException(
          "is a MaxMind DB of "
              + reader.getMetadata().databaseType()
              + " without country.iso_code (expected: one such as GeoLite2-Country)");
    }
    return new CountryDatabase(digest, reader);
  }

  private static boolean hasCountries(Reader reader) throws IOException, InvalidNetworkException {
    Networks<Place> networks = reader.networks(Place.class);
    for (int i = 0; i < LOOKED_THROUGH && networks.hasNext(); i++) {
      Place place = networks.next().data();
      if (place != null && place.code() != null) {
        return true;
      }
    }
    return false;
  }

  /** Two capital letters; null: it does not say. */
  @Nullable String of(InetAddress address) {
    String country = known.getIfPresent(address);
    if (country == null) {
      String found = lookUp(address);
      country = found == null ? NOWHERE : found;
      known.put(address, country);
    }
    return country.equals(NOWHERE) ? null : country;
  }

  private @Nullable String lookUp(InetAddress address) {
    if (v4Only && address instanceof Inet6Address) {
      return null;
    }
    try {
      Place place = reader.get(address, Place.class);
      return place == null ? null : place.code();
    } catch (IOException | RuntimeException e) {
      if (damaged.compareAndSet(false, true)) {
        log.warn("trust.geoDatabase is damaged: some countries are not known", e);
      }
      return null;
    }
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every JDK", e);
    }
  }
}
