package dev.crossfade.loadtest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.loadtest.FaultProxy.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The proxy as both its ends see it: what each sends, and what arrives at the other. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultProxyTest {
  /** More than the buffers of four sockets ever hold: written at one end, some of it was read. */
  private static final int MORE_THAN_BUFFERS = 48 << 20;

  private static final Duration FOREVER = Duration.ofHours(1);

  private ServerSocket target;
  private FaultProxy proxy;
  private Socket client;
  private Socket server;

  @BeforeEach
  void start() throws IOException {
    target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    proxy = FaultProxy.to((InetSocketAddress) target.getLocalSocketAddress());
    client = connect();
    server = target.accept();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
    proxy.close();
    target.close();
  }

  private Socket connect() throws IOException {
    return new Socket(proxy.address().getAddress(), proxy.address().getPort());
  }

  private Socket sender(Direction direction) {
    return direction == Direction.TO_TARGET ? client : server;
  }

  private Socket receiver(Direction direction) {
    return direction == Direction.TO_TARGET ? server : client;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String receive(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), US_ASCII);
  }

  private static void assertReset(Socket socket) {
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }

  @ParameterizedTest
  @EnumSource
  void none_passesBytesAndTheirEnd(Direction direction) throws IOException {
    send(sender(direction), "hello");
    sender(direction).shutdownOutput();

    assertThat(receiver(direction).getInputStream().readAllBytes()).asString().isEqualTo("hello");
  }

  @ParameterizedTest
  @EnumSource
  void delay_holdsBytesSoLong(Direction direction) throws IOException {
    proxy.inject(direction, new WireFault.Delay(Duration.ofMillis(30)));
    long start = System.nanoTime();

    send(sender(direction), "late");

    assertThat(receive(receiver(direction), 4)).isEqualTo("late");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000);
  }

  @Test
  void delay_ofOneDirection_leavesTheOther() throws IOException {
    proxy.inject(Direction.TO_CLIENT, new WireFault.Delay(FOREVER));

    send(client, "question");

    assertThat(receive(server, 8)).isEqualTo("question");
  }

  @ParameterizedTest
  @EnumSource
  void heal_whileBytesAreHeld_letsThemPass(Direction direction) throws IOException {
    proxy.inject(direction, new WireFault.Delay(FOREVER));
    send(sender(direction), "held");

    proxy.heal();

    assertThat(receive(receiver(direction), 4)).isEqualTo("held");
  }

  @ParameterizedTest
  @EnumSource
  void drip_passesAFewBytesATime(Direction direction) throws IOException {
    proxy.inject(direction, new WireFault.Drip(3, Duration.ofMillis(5)));
    long start = System.nanoTime();

    send(sender(direction), "drop by drop!");

    assertThat(receive(receiver(direction), 13)).isEqualTo("drop by drop!");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(25_000_000);
  }

  @Test
  void reset_onAConnectionUnderWay_resetsBothEnds() {
    proxy.inject(Direction.TO_CLIENT, WireFault.RESET);

    assertReset(client);
    assertReset(server);
  }

  @Test
  void reset_beforeAClientComes_resetsIt() throws IOException {
    proxy.inject(WireFault.RESET);

    try (Socket another = connect()) {
      assertReset(another);
    }
  }

  /** A response that is cut short in its middle. */
  @ParameterizedTest
  @EnumSource
  void reset_afterSoManyBytes_comesBehindThem(Direction direction) throws IOException {
    proxy.inject(direction, new WireFault.Reset(4));

    send(sender(direction), "cut short");

    assertThat(receive(receiver(direction), 4)).isEqualTo("cut ");
    assertReset(receiver(direction));
    assertReset(sender(direction));
  }

  @ParameterizedTest
  @EnumSource
  void halfClose_endsOneDirectionOnly(Direction direction) throws IOException {
    proxy.inject(direction, WireFault.HALF_CLOSE);

    assertThat(receiver(direction).getInputStream().read()).isEqualTo(-1);
    send(receiver(direction), "still here");
    assertThat(receive(sender(direction), 10)).isEqualTo("still here");
  }

  @Test
  void halfClose_afterSoManyBytes_swallowsTheRest() throws IOException {
    proxy.inject(Direction.TO_CLIENT, new WireFault.HalfClose(5));

    send(server, "half an answer");
    server.shutdownOutput();

    assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("half ");
  }

  @ParameterizedTest
  @EnumSource
  void blackhole_swallowsWhatIsSent_untilHealed(Direction direction) throws IOException {
    proxy.inject(direction, WireFault.BLACKHOLE);
    sender(direction).getOutputStream().write(new byte[MORE_THAN_BUFFERS]);

    proxy.heal();
    send(sender(direction), "after");
    sender(direction).shutdownOutput();

    byte[] arrived = receiver(direction).getInputStream().readAllBytes();
    assertThat(arrived).hasSizeLessThan(MORE_THAN_BUFFERS);
    assertThat(new String(arrived, US_ASCII)).endsWith("after");
  }

  @ParameterizedTest
  @EnumSource
  void blackhole_swallowsTheEndToo_untilHealed(Direction direction) throws IOException {
    proxy.inject(direction, WireFault.BLACKHOLE);
    sender(direction).shutdownOutput();
    send(receiver(direction), "there?");
    assertThat(receive(sender(direction), 6)).isEqualTo("there?");

    proxy.heal();

    assertThat(receiver(direction).getInputStream().read()).isEqualTo(-1);
  }

  @ParameterizedTest
  @EnumSource
  void garbage_isOtherBytesAndAsMany(Direction direction) throws IOException {
    proxy.inject(direction, new WireFault.Garbage(7));
    String sent = "GET / HTTP/1.1\r\n\r\n";

    send(sender(direction), sent);
    sender(direction).shutdownOutput();

    byte[] arrived = receiver(direction).getInputStream().readAllBytes();
    assertThat(arrived).hasSize(sent.length()).isNotEqualTo(sent.getBytes(US_ASCII));
  }

  @Test
  void refuse_refusesNewClientsAndKeepsOldOnes() throws IOException {
    proxy.refuse();

    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    send(client, "old");
    assertThat(receive(server, 3)).isEqualTo("old");
  }

  @Test
  void accept_afterRefuse_isAtTheSamePort() throws IOException {
    proxy.refuse();

    proxy.accept();

    try (Socket another = connect();
        Socket atTarget = target.accept()) {
      send(another, "back");
      assertThat(receive(atTarget, 4)).isEqualTo("back");
    }
  }

  @Test
  void target_thatIsNotThere_isAReset() throws IOException {
    target.close();

    try (Socket another = connect()) {
      assertReset(another);
    }
  }

  @Test
  void client_thatResets_isSeenByTheTarget() throws IOException {
    client.setSoLinger(true, 0);
    client.close();

    assertReset(server);
  }

  @Test
  void close_endsEverything() throws IOException {
    proxy.inject(new WireFault.Delay(FOREVER));
    send(client, "held");
    send(server, "held");

    proxy.close();

    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    assertThat(endOf(client)).isEqualTo("closed");
    assertThat(endOf(server)).isEqualTo("closed");
  }

  /** A socket with bytes unread is reset when it is closed: either is an end. */
  private static String endOf(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0 ? "closed" : "open";
    } catch (SocketException _) {
      return "closed";
    }
  }

  @Test
  void faults_checkTheirNumbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WireFault.Drip(0, Duration.ZERO))
        .withMessage("bytes: 0 (expected: 1 or more)");
    assertThatIllegalArgumentException().isThrownBy(() -> new WireFault.Reset(-1));
  }
}
