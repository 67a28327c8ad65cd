package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * A storefront on loopback that does what a script says to each connection and remembers what it
 * was asked. A connection has a virtual thread of its own.
 */
final class RecordingStorefront implements AutoCloseable {
  /** What is done to one connection; when it returns, the connection is closed. */
  @FunctionalInterface
  interface Script {
    void serve(Wire wire) throws IOException;
  }

  private final ServerSocket server;
  private final Script script;
  private final boolean https;
  private final Thread acceptor;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final List<Message> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private RecordingStorefront(ServerSocket server, boolean https, Script script) {
    this.server = server;
    this.https = https;
    this.script = script;
    this.acceptor = Thread.ofVirtual().unstarted(this::accept);
  }

  /** Each connection goes by the script. */
  static RecordingStorefront running(Script script) {
    return started(new RecordingStorefront(bound(), false, script));
  }

  /** Each request gets an answer, on connections that stay open; requests are recorded. */
  static RecordingStorefront answering(Function<Message, String> answers) {
    RecordingStorefront[] self = new RecordingStorefront[1];
    Script script = wire -> self[0].answerAll(wire, answers);
    self[0] = new RecordingStorefront(bound(), false, script);
    return started(self[0]);
  }

  /** Says its name to every request. */
  static RecordingStorefront named(String name) {
    return answering(_ -> ok(name));
  }

  /** The same over TLS. */
  static RecordingStorefront namedOverTls(String name, X509Bundle certificate) {
    RecordingStorefront[] self = new RecordingStorefront[1];
    Script script = wire -> self[0].answerAll(wire, _ -> ok(name));
    self[0] = new RecordingStorefront(boundTls(certificate), true, script);
    return started(self[0]);
  }

  private static RecordingStorefront started(RecordingStorefront storefront) {
    storefront.acceptor.start();
    return storefront;
  }

  private void answerAll(Wire wire, Function<Message, String> answers) throws IOException {
    Optional<Message> head = wire.readHead();
    while (head.isPresent()) {
      Message request = readWhole(wire, head.get());
      requests.add(request);
      wire.send(answers.apply(request));
      head = wire.readHead();
    }
  }

  private Message readWhole(Wire wire, Message head) throws IOException {
    unfinished.incrementAndGet();
    try {
      return wire.readBody(head, false);
    } finally {
      unfinished.decrementAndGet();
    }
  }

  /** A whole answer with its length. */
  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
        + body.getBytes(ISO_8859_1).length
        + "\r\n\r\n"
        + body;
  }

  String url() {
    return (https ? "https" : "http") + "://127.0.0.1:" + port();
  }

  int port() {
    return server.getLocalPort();
  }

  /** How many connections were made so far. */
  int connections() {
    return connections.get();
  }

  /** How many of them are open. */
  int openConnections() {
    return open.size();
  }

  /** How many open connections brought a head whose body has not come to its end. */
  int unfinished() {
    return unfinished.get();
  }

  List<Message> requests() {
    return requests;
  }

  /** Resets all connections, as a crash does. */
  void resetAll() throws IOException {
    for (Socket socket : open) {
      new Wire(socket).reset();
    }
  }

  private static ServerSocket bound() {
    try {
      return new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket boundTls(X509Bundle certificate) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(certificate.toKeyManagerFactory().getKeyManagers(), null, null);
      return context
          .getServerSocketFactory()
          .createServerSocket(0, 256, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      script.serve(new Wire(socket));
    } catch (IOException _) {
      // The gateway has gone, which is for the test to judge by what it sees.
    } finally {
      open.remove(socket);
    }
  }

  @Override
  public void close() {
    stop();
  }

  /** Takes no more connections and ends those there are. */
  void stop() {
    try {
      server.close();
      acceptor.join(); // the port is free only when nobody accepts any more
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
