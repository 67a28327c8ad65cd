package dev.crossfade.cohorts.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.cohorts.TestHead;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountryDatabaseTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("country.mmdb");
  }

  private static MmdbFile countries() throws IOException {
    return MmdbFile.ofV6()
        .country("203.0.113.0/24", "IN")
        .country("198.51.100.0/24", "DE")
        .country("2001:db8::/32", "NO")
        .put("192.0.2.0/25", Map.of("continent", Map.of("code", "EU")))
        .put("192.0.2.128/25", Map.of("country", Map.of("iso_code", "Europe")));
  }

  private static @Nullable String of(CountryDatabase database, String address) {
    return database.of(InetAddress.ofLiteral(address));
  }

  @ParameterizedTest(name = "{0} is from {1}")
  @CsvSource({
    "203.0.113.7, IN",
    "198.51.100.255, DE",
    "2001:db8::7, NO",
    "192.0.2.1,",
    "192.0.2.200,",
    "10.0.0.1,",
    "::1,"
  })
  void of_address_isItsCountryFirstAndAgain(String address, @Nullable String country)
      throws IOException {
    CountryDatabase database = CountryDatabase.open(countries().writeTo(file), null);

    assertThat(of(database, address)).isEqualTo(country);
    assertThat(of(database, address)).isEqualTo(country);
  }

  @Test
  void of_v6AddressInADatabaseOfV4_isUnknown() throws IOException {
    MmdbFile v4 = MmdbFile.ofV4().country("203.0.113.0/24", "IN");
    CountryDatabase database = CountryDatabase.open(v4.writeTo(file), null);

    assertThat(of(database, "203.0.113.7")).isEqualTo("IN");
    assertThat(of(database, "2001:db8::7")).isNull();
  }

  @Test
  void open_sameContent_isThePreviousOne() throws IOException {
    CountryDatabase first = CountryDatabase.open(countries().writeTo(file), null);
    Path copy = countries().writeTo(folder.resolve("copy.mmdb"));

    assertThat(CountryDatabase.open(copy, first)).isSameAs(first);
  }

  @Test
  void open_newContent_isAnotherAndThePreviousIsReadOn() throws IOException {
    CountryDatabase first = CountryDatabase.open(countries().writeTo(file), null);
    CountryDatabase second =
        CountryDatabase.open(countries().country("203.0.113.0/24", "US").writeTo(file), first);
    Files.delete(file);

    assertThat(of(first, "203.0.113.7")).isEqualTo("IN");
    assertThat(of(second, "203.0.113.7")).isEqualTo("US");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no database", "\u00ab\u00cd\u00efMaxMind.com"})
  void open_anythingElse_isRefused(String content) throws IOException {
    Files.writeString(file, content, java.nio.charset.StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> CountryDatabase.open(file, null))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is no MaxMind DB, or a damaged one: ")
        .hasMessageEndingWith(" (expected: an .mmdb file)");
  }

  /** As a download that was cut off leaves it: the end, with the metadata, is missing. */
  @Test
  void open_cutOffAnywhere_isRefused() throws IOException {
    byte[] whole = countries().bytes();
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> CountryDatabase.open(file, null))
          .as("%s of %s bytes", length, whole.length)
          .isInstanceOf(IOException.class);
    }
  }

  /** Bits may tip on any disk: a database is refused, or answers, but never fails a request. */
  @Test
  void of_damagedDatabase_isAnsweredOrUnknown() throws IOException {
    byte[] whole = countries().bytes();
    for (int i = 0; i < whole.length; i += 3) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 0x55;
      Files.write(file, damaged);
      CountryDatabase database;
      try {
        database = CountryDatabase.open(file, null);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("expected");
        continue;
      }
      for (String address : new String[] {"203.0.113.7", "2001:db8::7", "255.255.255.255"}) {
        String country = of(database, address);
        assertThat(country == null || country.length() == 2).isTrue();
      }
    }
  }

  @Test
  void open_databaseOfSomethingElse_isRefusedByItsType() throws IOException {
    MmdbFile asn = MmdbFile.of("Test-ASN").put("203.0.113.0/24", Map.of("as_name", "EXAMPLE"));
    asn.writeTo(file);

    assertThatThrownBy(() -> CountryDatabase.open(file, null))
        .hasMessage(
            "is a MaxMind DB of Test-ASN without country.iso_code"
                + " (expected: one such as GeoLite2-Country)");
  }

  @ParameterizedTest(name = "header {0}, trusted {1}: {2}")
  @CsvSource({
    "DE, true, DE",
    "de, true, DE",
    "XX, true, IN",
    "T1, true, IN",
    "DEU, true, IN",
    "'', true, IN",
    "é1, true, IN",
    ", true, IN",
    "DE, false, IN"
  })
  void countries_headerOfATrustedHop_winsWhereItSaysOne(
      @Nullable String header, boolean trusted, String expected) throws IOException {
    KnownCountries known =
        new KnownCountries("cf-ipcountry", CountryDatabase.open(countries().writeTo(file), null));
    TestHead head = TestHead.get().from("203.0.113.7");
    head = header == null ? head : head.with("CF-IPCountry", header);

    assertThat(known.of(trusted ? head.byTrustedHop() : head)).isEqualTo(expected);
  }

  @Test
  void countries_nothingConfigured_isUnknown() {
    TestHead head = TestHead.get().byTrustedHop().with("cf-ipcountry", "DE");

    assertThat(new KnownCountries(null, null).of(head)).isNull();
  }
}
