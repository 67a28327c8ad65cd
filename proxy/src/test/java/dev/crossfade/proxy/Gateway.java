package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running data plane whose outcomes can be awaited. */
final class Gateway implements AutoCloseable {
  /** Another for all tests: {@code -Dcrossfade.transport=epoll}. */
  static final Transport TRANSPORT =
      Optional.ofNullable(System.getProperty("crossfade.transport"))
          .map(name -> Transport.named(name).orElseThrow())
          .orElseGet(Transport::best);

  private final DataPlane plane;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  private Gateway(
      Transport transport,
      Shop shop,
      List<OutcomeSink> sinks,
      UpstreamAddresses.Resolver resolver) {
    List<OutcomeSink> all = new ArrayList<>(sinks);
    all.add(outcome -> outcomes.add(outcome.kept()));
    this.plane = new DataPlane(transport, all, resolver);
    try {
      assertThat(plane.activate(shop.config())).isEmpty();
    } catch (Throwable e) {
      plane.close();
      throw e;
    }
  }

  static Gateway start(Shop shop, OutcomeSink... sinks) {
    return new Gateway(TRANSPORT, shop, List.of(sinks), InetAddress::getAllByName);
  }

  static Gateway start(Transport transport, Shop shop) {
    return new Gateway(transport, shop, List.of(), InetAddress::getAllByName);
  }

  /** Names of endpoints stand for what the resolver says. */
  static Gateway resolving(UpstreamAddresses.Resolver resolver, Shop shop) {
    return new Gateway(TRANSPORT, shop, List.of(), resolver);
  }

  /** Goes on with another configuration; what stands in the way. */
  List<String> activate(Shop shop) {
    return plane.activate(shop.config());
  }

  DataPlane plane() {
    return plane;
  }

  int requestsUnderWay() {
    return plane.underWay().values().stream()
        .flatMap(endpoints -> endpoints.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }

  /** The endpoints of legacy. */
  List<EndpointState> legacy() {
    return plane.endpoints().getOrDefault("legacy", List.of());
  }

  /** Where the nth listener is. */
  InetSocketAddress address(int listener) {
    return plane.addresses().get(listener);
  }

  int port() {
    return address(0).getPort();
  }

  Wire connect() throws IOException {
    return Wire.connect(address(0));
  }

  /** For a client that does not read: little of what it is sent is in the hands of the system. */
  Wire connectWithSmallBuffers() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(16 << 10);
    socket.setSendBufferSize(16 << 10);
    socket.connect(address(0), 10_000);
    return new Wire(socket);
  }

  /** A request on a connection of its own. */
  Message get(String target) throws IOException {
    try (Wire client = connect()) {
      return client.get(target);
    }
  }

  Message request(String request) throws IOException {
    try (Wire client = connect()) {
      return client.request(request);
    }
  }

  /** The next outcome; waits for it. */
  Outcome outcome() {
    try {
      Outcome outcome = outcomes.poll(10, TimeUnit.SECONDS);
      if (outcome == null) {
        throw new AssertionError("no outcome was reported");
      }
      return outcome;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Outcomes that nobody asked for yet. */
  int outcomesLeft() {
    return outcomes.size();
  }

  @Override
  public void close() {
    plane.close();
  }
}
