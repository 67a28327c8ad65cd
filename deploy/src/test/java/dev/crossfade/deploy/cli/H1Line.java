package dev.crossfade.deploy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;

/** A client of HTTP/1.1 that asks one thing after the other. */
final class H1Line implements Line {
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(US_ASCII);

  private final Socket socket;
  private final InputStream in;
  private boolean last;

  H1Line(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  @Override
  public void ask() throws IOException {
    send();
    receive();
  }

  void send() throws IOException {
    socket.getOutputStream().write(REQUEST);
  }

  void receive() throws IOException {
    String status = line();
    if (!status.equals("HTTP/1.1 200 OK")) {
      throw new IOException("answered " + status);
    }
    int length = 0;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      last |= lower.equals("connection: close");
    }
    if (in.readNBytes(length).length < length) {
      throw new EOFException("cut within the body");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("cut within the head, after \"" + line + "\"");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public boolean isLast() {
    return last;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
