package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hops that tell by the PROXY protocol (HAProxy's proxy-protocol.txt) who connected to them. */
class ProxyProtocolTest {
  private static final String LISTENER = "bind: \"127.0.0.1:0\", proxyProtocol: true";
  private static final String TRUST = "trust: { proxies: [ 127.0.0.0/8 ] }";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String V4 = "CB007107" + "0A000001" + "DC0401BB";
  private static final String V6 =
      "20010DB8000000000000000000000001" + "20010DB8000000000000000000000002" + "DC0401BB";

  private static byte[] v2(int command, int family, String block) {
    byte[] rest = HexFormat.of().parseHex(block);
    return ByteBuffer.allocate(16 + rest.length)
        .put("\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1))
        .put((byte) command)
        .put((byte) family)
        .putShort((short) rest.length)
        .put(rest)
        .array();
  }

  private static byte[] v1(String line) {
    return line.getBytes(ISO_8859_1);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of("1, IPv4", v1("PROXY TCP4 203.0.113.7 10.0.0.1 56324 443\r\n"), "203.0.113.7"),
        Arguments.of(
            "1, IPv6",
            v1("PROXY TCP6 2001:db8::1 2001:db8::2 1 65535\r\n"),
            "2001:db8:0:0:0:0:0:1"),
        Arguments.of("1, unknown", v1("PROXY UNKNOWN\r\n"), "127.0.0.1"),
        Arguments.of(
            "1, longest",
            v1("PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff" + " ".repeat(60) + "\r\n"),
            "127.0.0.1"),
        Arguments.of("2, IPv4", v2(0x21, 0x11, V4), "203.0.113.7"),
        Arguments.of("2, IPv6", v2(0x21, 0x21, V6), "2001:db8:0:0:0:0:0:1"),
        Arguments.of("2, further values", v2(0x21, 0x11, V4 + "010002" + "6832"), "203.0.113.7"),
        Arguments.of("2, local", v2(0x20, 0x00, ""), "127.0.0.1"),
        Arguments.of("2, local with addresses", v2(0x20, 0x11, V4), "127.0.0.1"),
        Arguments.of("2, unspecified", v2(0x21, 0x00, "0102"), "127.0.0.1"));
  }

  @ParameterizedTest(name = "version {0}")
  @MethodSource("headers")
  void header_whole_isTakenOffAndBelieved(String what, byte[] header, String client)
      throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).listeners("{ " + LISTENER + " }").and(TRUST));
        var atOnce = gateway.connect();
        var byByte = gateway.connect()) {
      atOnce.send(new String(header, ISO_8859_1) + GET);
      assertThat(atOnce.readResponse().status()).as(what).isEqualTo(200);
      for (byte b : header) {
        byByte.send(new byte[] {b});
      }
      byByte.send(GET);
      assertThat(byByte.readResponse().status()).isEqualTo(200);

      for (Message seen : storefront.requests()) {
        assertThat(seen.header("x-forwarded-for")).isEqualTo(client);
      }
      assertThat(gateway.outcome().client().getHostAddress()).isEqualTo(client);
      assertThat(gateway.plane().rejections().total()).isZero();
    }
  }

  static Stream<Arguments> garbage() {
    return Stream.of(
        Arguments.of("none", v1(GET)),
        Arguments.of("too long a line", v1("PROXY UNKNOWN " + "x".repeat(94) + "\r\n")),
        Arguments.of("LF alone", v1("PROXY TCP4 203.0.113.7 10.0.0.1 1 2\n")),
        Arguments.of("another family", v1("PROXY UDP4 203.0.113.7 10.0.0.1 1 2\r\n")),
        Arguments.of("lower case", v1("PROXY tcp4 203.0.113.7 10.0.0.1 1 2\r\n")),
        Arguments.of("the wrong family", v1("PROXY TCP6 203.0.113.7 10.0.0.1 1 2\r\n")),
        Arguments.of("no address", v1("PROXY TCP4 203.0.113 10.0.0.1 1 2\r\n")),
        Arguments.of("a zone", v1("PROXY TCP6 fe80::1%eth0 2001:db8::2 1 2\r\n")),
        Arguments.of("a port too high", v1("PROXY TCP4 203.0.113.7 10.0.0.1 1 65536\r\n")),
        Arguments.of("a padded port", v1("PROXY TCP4 203.0.113.7 10.0.0.1 01 2\r\n")),
        Arguments.of("two spaces", v1("PROXY TCP4  203.0.113.7 10.0.0.1 1 2\r\n")),
        Arguments.of("a port missing", v1("PROXY TCP4 203.0.113.7 10.0.0.1 1\r\n")),
        Arguments.of("another version", v2(0x31, 0x11, V4)),
        Arguments.of("another command", v2(0x22, 0x11, V4)),
        Arguments.of("datagrams", v2(0x21, 0x12, V4)),
        Arguments.of("addresses too short", v2(0x21, 0x21, V4)),
        Arguments.of("values cut short", v2(0x21, 0x11, V4 + "010003" + "6832")),
        Arguments.of("too long", v2(0x21, 0x11, V4 + "04" + "0FF5" + "00".repeat(0x0ff5))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("garbage")
  void header_thatIsNone_closesAndIsCounted(String what, byte[] bytes) throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).listeners("{ " + LISTENER + " }").and(TRUST));
        var client = gateway.connect()) {
      client.send(new String(bytes, ISO_8859_1) + GET);

      assertThat(client.isEnded()).as(what).isTrue();
      assertThat(gateway.plane().rejections().total()).isOne();
      assertThat(storefront.connections()).isZero();
    }
  }

  @Test
  void header_fromNoTrustedHop_closesAndIsCounted() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .listeners("{ " + LISTENER + " }")
                    .and("trust: { proxies: [ 10.0.0.0/8 ] }"));
        var client = gateway.connect()) {
      assertThat(client.isEnded()).isTrue();
      assertThat(gateway.plane().rejections().total()).isOne();
    }
  }

  @Test
  void header_notInTime_closes() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .listeners("{ " + LISTENER + " }")
                    .and(TRUST)
                    .and("limits: { timeouts: { header: 100ms } }"));
        var client = gateway.connect()) {
      client.send("PROXY TCP4 203.0.113.7");

      assertThat(client.isEnded()).isTrue();
      await().until(() -> gateway.plane().connectionCount() == 0);
    }
  }

  /** The hop's word about itself: what X-Forwarded-For says counts only if it is trusted too. */
  @Test
  void header_ofAStranger_isWhoForwardedForIsNotBelievedOf() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(
                Shop.of(storefront)
                    .listeners("{ " + LISTENER + ", protocols: [ http/1.1 ] }")
                    .and(TRUST));
        var client = gateway.connect()) {
      client.send("PROXY TCP4 203.0.113.7 10.0.0.1 1 2\r\n");
      client.send("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n");
      client.readResponse();

      assertThat(gateway.outcome().client().getHostAddress()).isEqualTo("203.0.113.7");
    }
  }

  @Test
  void header_beforeHttp2AndTls_isTakenOff(@TempDir Path temp) throws IOException {
    Certificates certificates = new Certificates(temp);
    String tls =
        "{ "
            + LISTENER
            + ", tls: { certificates: [ "
            + certificates.files("www.shop.example")
            + " ] } }";
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway =
            Gateway.start(Shop.of(storefront).listeners("{ " + LISTENER + " }", tls).and(TRUST));
        var wire = gateway.connect();
        var secure = Wire.connect(gateway.address(1))) {
      wire.send(v2(0x21, 0x11, V4));
      assertThat(new H2Wire(wire).get(1, "/").status()).isEqualTo("200");
      assertThat(gateway.outcome().client().getHostAddress()).isEqualTo("203.0.113.7");

      secure.send(v2(0x21, 0x11, V4));
      assertThat(certificates.over(secure, "www.shop.example").get("/").status()).isEqualTo(200);
      assertThat(gateway.outcome().client().getHostAddress()).isEqualTo("203.0.113.7");
    }
  }

  /** Any bytes are something, whatever they are, and nothing is read beyond them. */
  @Test
  void parse_anyBytes_saysWhatTheyAre() {
    Random random = new Random(7);
    byte[][] seeds = {v2(0x21, 0x21, V6 + "010000"), v1("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n")};
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = seeds[i % 2].clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      ByteBuf in = Unpooled.wrappedBuffer(bytes, 0, random.nextInt(bytes.length + 1));
      ProxyHeader read = ProxyHeader.parse(in);

      if (read instanceof ProxyHeader.Whole whole) {
        assertThat(whole.length()).isBetween(1, in.readableBytes());
      }
      assertThat(in.readerIndex()).isZero();
    }
  }
}
