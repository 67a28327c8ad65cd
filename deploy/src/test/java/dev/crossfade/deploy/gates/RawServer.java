package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that answers byte for byte what a test says, and remembers what it was asked. */
final class RawServer implements AutoCloseable {
  /** The heads of the requests, and what was posted, in their order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  private final ServerSocket socket;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Script script;

  /** What is answered to a request. */
  @FunctionalInterface
  interface Script {
    void answer(String request, OutputStream out) throws IOException, InterruptedException;
  }

  private RawServer(Script script) throws IOException {
    this.script = script;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static RawServer of(Script script) throws IOException {
    return new RawServer(script);
  }

  static RawServer json(String body) throws IOException {
    return of((_, out) -> write(out, response(200, body)));
  }

  /** Never answers. */
  static RawServer silent() throws IOException {
    return of((_, _) -> new CountDownLatch(1).await());
  }

  /** A byte now and then, for ever. */
  static RawServer dripping(String start) throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    return of(
        (_, out) -> {
          write(out, start);
          while (!never.await(10, TimeUnit.MILLISECONDS)) {
            write(out, " ");
          }
        });
  }

  static String response(int status, String body) {
    return "HTTP/1.1 %d Said\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(UTF_8).length, body);
  }

  static String redirect(String location) {
    return "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  String authority() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  String url(String path) {
    return "http://" + authority() + path;
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }

  private void accept() {
    while (closing.getCount() > 0) {
      try {
        Socket connection = socket.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        if (closing.getCount() > 0) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** One request a connection. */
  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      StringBuilder request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0) {
        int read = in.read();
        if (read < 0) {
          return;
        }
        request.append((char) read);
      }
      int length = length(request.toString());
      request.append(new String(in.readNBytes(length), ISO_8859_1));
      asked.add(request.toString());
      script.answer(request.toString(), connection.getOutputStream());
      connection.shutdownOutput();
    } catch (IOException _) {
      closed(connection); // whoever asked has gone, or the test is over
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void closed(Socket connection) {
    open.remove(connection);
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.startsWith("Content-Length: "))
        .mapToInt(line -> Integer.parseInt(line.substring("Content-Length: ".length())))
        .findFirst()
        .orElse(0);
  }
}
