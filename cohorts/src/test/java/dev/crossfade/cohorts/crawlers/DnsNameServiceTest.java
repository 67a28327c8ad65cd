package dev.crossfade.cohorts.crawlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a name server on this machine that knows a few names. */
class DnsNameServiceTest {
  private static final int PTR = 12;
  private static final int A = 1;
  private static final int AAAA = 28;
  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;

  /** What is answered to a question, by type and name. */
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();

  private volatile int otherwise = NO_SUCH_NAME;
  private DatagramSocket socket;
  private NameService names;

  @BeforeEach
  void start() throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    names = DnsNameService.at("dns://127.0.0.1:" + socket.getLocalPort());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() {
    socket.close();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (SocketException e) {
        return; // closed by the test
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** RFC 1035 §4: the question again, and a record where there is one. */
  private byte[] answer(byte[] query) {
    int end = 12;
    StringBuilder name = new StringBuilder();
    while (query[end] != 0) {
      name.append(new String(query, end + 1, query[end], StandardCharsets.US_ASCII)).append('.');
      end += query[end] + 1;
    }
    int type = ((query[end + 1] & 0xff) << 8) | (query[end + 2] & 0xff);
    byte[] found = answers.get(type(type) + name);
    byte[] head = Arrays.copyOf(query, end + 5);
    head[2] = (byte) 0x84;
    head[3] = (byte) (0x80 | (found == null ? otherwise : 0));
    head[6] = 0;
    head[7] = (byte) (found == null ? 0 : 1);
    Arrays.fill(head, 8, 12, (byte) 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head);
    if (found != null) {
      out.writeBytes(new byte[] {(byte) 0xc0, 12, 0, (byte) type, 0, 1, 0, 0, 0, 60, 0});
      out.write(found.length);
      out.writeBytes(found);
    }
    return out.toByteArray();
  }

  private static String type(int type) {
    return switch (type) {
      case PTR -> "PTR ";
      case A -> "A ";
      case AAAA -> "AAAA ";
      default -> "ANY ";
    };
  }

  private static byte[] labels(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.split("\\.", -1)) {
      out.write(label.length());
      out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    out.write(0);
    return out.toByteArray();
  }

  @Test
  void namesOf_v4_isItsName() throws IOException {
    answers.put("PTR 1.66.249.66.in-addr.arpa.", labels("crawl-1.googlebot.com"));

    assertThat(names.namesOf(InetAddress.ofLiteral("66.249.66.1")))
        .containsExactly("crawl-1.googlebot.com.");
  }

  @Test
  void namesOf_v6_isItsName() throws IOException {
    answers.put(
        "PTR 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa.",
        labels("crawl-6.googlebot.com"));

    assertThat(names.namesOf(InetAddress.ofLiteral("2001:db8::1")))
        .containsExactly("crawl-6.googlebot.com.");
  }

  @Test
  void namesOf_noSuchName_isEmpty() throws IOException {
    assertThat(names.namesOf(InetAddress.ofLiteral("192.0.2.1"))).isEmpty();
  }

  @Test
  void namesOf_serverThatFails_isNoAnswer() {
    otherwise = SERVER_FAILURE;

    assertThatThrownBy(() -> names.namesOf(InetAddress.ofLiteral("192.0.2.1")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("1.2.0.192.in-addr.arpa: ");
  }

  @Test
  void addressesOf_name_isWhatItHas() throws IOException {
    InetAddress address = InetAddress.ofLiteral("66.249.66.1");
    InetAddress wide = InetAddress.ofLiteral("2001:db8::1");
    answers.put("A crawl-1.googlebot.com.", address.getAddress());
    answers.put("AAAA crawl-1.googlebot.com.", wide.getAddress());

    assertThat(names.addressesOf("crawl-1.googlebot.com")).containsExactly(address, wide);
  }

  @Test
  void addressesOf_noSuchName_isEmpty() throws IOException {
    assertThat(names.addressesOf("nowhere.googlebot.com")).isEmpty();
  }
}
