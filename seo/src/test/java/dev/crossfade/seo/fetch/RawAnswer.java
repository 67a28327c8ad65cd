package dev.crossfade.seo.fetch;

import dev.crossfade.seo.url.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Says the same bytes to everybody who sends a head, and closes: what no library would send. */
final class RawAnswer implements AutoCloseable {
  private final ServerSocket server;
  private final byte[] answer;

  RawAnswer(String answer) throws IOException {
    this(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawAnswer(byte[] answer) throws IOException {
    this.server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.answer = answer.clone();
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        head(socket.getInputStream());
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
        socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      } catch (IOException _) {
        // the client has seen enough, or the test is over
      }
    }
  }

  private static void head(InputStream in) throws IOException {
    int newlines = 0;
    for (int b = in.read(); b >= 0 && newlines < 2; b = newlines < 2 ? in.read() : 0) {
      newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
      if (newlines == 2) {
        return;
      }
    }
  }

  WebUrl url() {
    return WebUrl.of("http://127.0.0.1:" + server.getLocalPort() + "/page");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
