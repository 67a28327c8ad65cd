package dev.crossfade.cohorts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.value.Cidr;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressSetTest {
  private static AddressSet set(String... ranges) {
    return AddressSet.of(Stream.of(ranges).map(Cidr::parse).toList());
  }

  @ParameterizedTest(name = "{1} in {0}: {2}")
  @CsvSource({
    "203.0.113.0/24, 203.0.113.0, true",
    "203.0.113.0/24, 203.0.113.255, true",
    "203.0.113.0/24, 203.0.114.0, false",
    "203.0.113.0/24, 203.0.112.255, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.6, false",
    "0.0.0.0/0, 255.255.255.255, true",
    "0.0.0.0/0, ::1, false",
    "128.0.0.0/1, 127.255.255.255, false",
    "128.0.0.0/1, 128.0.0.0, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/32, 2001:db9::, false",
    "2001:db8::1, 2001:db8::1, true",
    "2001:db8::1, 2001:db8::2, false",
    "::/0, 2001:db8::1, true",
    "::/0, 192.0.2.1, false",
  })
  void contains_oneRange_isWithinIt(String range, String address, boolean within) {
    assertThat(set(range).contains(InetAddress.ofLiteral(address))).isEqualTo(within);
  }

  @Test
  void contains_emptySet_isNobody() {
    assertThat(set().contains(InetAddress.ofLiteral("192.0.2.1"))).isFalse();
    assertThat(set().contains(InetAddress.ofLiteral("::"))).isFalse();
  }

  /** A dual-stack socket calls a client of IPv4 ::ffff:192.0.2.1. */
  @Test
  void contains_mappedAddress_isWhatItStandsFor() throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    System.arraycopy(InetAddress.ofLiteral("192.0.2.1").getAddress(), 0, bytes, 12, 4);
    Inet6Address mapped = Inet6Address.getByAddress(null, bytes, -1);

    assertThat(set("192.0.2.0/24").contains(mapped)).isTrue();
    assertThat(set("198.51.100.0/24").contains(mapped)).isFalse();
    assertThat(AddressSet.of(List.of(new Cidr(mapped, 120))).contains(mapped)).isTrue();
    assertThat(
            AddressSet.of(List.of(new Cidr(mapped, 128)))
                .contains(InetAddress.ofLiteral("192.0.2.1")))
        .isTrue();
  }

  @ParameterizedTest(name = "{0} then {1}")
  @CsvSource({"10.0.0.0/8, 10.1.0.0/16", "10.1.0.0/16, 10.0.0.0/8"})
  void contains_rangeWithinAnother_isTheWider(String first, String second) {
    AddressSet set = set(first, second);

    assertThat(set.contains(InetAddress.ofLiteral("10.2.0.1"))).isTrue();
    assertThat(set.contains(InetAddress.ofLiteral("10.1.0.1"))).isTrue();
    assertThat(set.contains(InetAddress.ofLiteral("11.0.0.1"))).isFalse();
  }

  /** Against each range asked by itself; addresses lie close to the ranges' edges. */
  @Test
  void contains_manyRanges_isWhatTheRangesSayOneByOne() throws UnknownHostException {
    Random random = new Random(42);
    List<Cidr> ranges = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] network = new byte[i % 2 == 0 ? 4 : 16];
      random.nextBytes(network);
      network[0] = (byte) (i % 2 == 0 ? 10 : 0x20);
      network[1] = (byte) (network[1] & 3);
      int prefix = 10 + random.nextInt(network.length * 8 - 9);
      for (int bit = prefix; bit < network.length * 8; bit++) {
        network[bit / 8] &= (byte) ~(0x80 >> bit % 8);
      }
      ranges.add(new Cidr(InetAddress.getByAddress(network), prefix));
    }
    AddressSet set = AddressSet.of(ranges);
    int within = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] address = ranges.get(random.nextInt(ranges.size())).network().getAddress();
      int bit = random.nextInt(address.length * 8);
      address[bit / 8] ^= (byte) (0x80 >> bit % 8);
      boolean expected = ranges.stream().anyMatch(range -> range.contains(address));

      assertThat(set.contains(InetAddress.getByAddress(address))).isEqualTo(expected);
      within += expected ? 1 : 0;
    }
    assertThat(within).isBetween(2_000, 18_000); // else the addresses prove nothing
  }
}
