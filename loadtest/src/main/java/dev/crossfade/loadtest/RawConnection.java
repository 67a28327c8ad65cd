package dev.crossfade.loadtest;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection that sends GETs and reads answers to their last byte. Strict about
 * framing: an answer that ends early is a failure, not a short answer.
 */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;
  private boolean kept = true;

  private RawConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), 4 << 10);
  }

  static RawConnection to(URI target) throws IOException {
    return to(target, null);
  }

  /**
   * The same from an address of ours; each has ports of its own. Null: whichever the kernel takes.
   */
  static RawConnection to(URI target, @Nullable InetAddress from) throws IOException {
    Socket socket = new Socket();
    try {
      if (from != null) {
        socket.bind(new InetSocketAddress(from, 0));
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), PATIENCE_MILLIS);
      return new RawConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Whether the last answer left the connection open. */
  boolean isKept() {
    return kept;
  }

  /** A GET as {@link #ask} sends it; fields are such as {@code Cookie: a=b}. */
  static byte[] request(URI target, String path, List<String> fields) {
    StringBuilder head = new StringBuilder("GET ").append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(target.getAuthority()).append("\r\n");
    head.append("User-Agent: crossfade-bench\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Sends a request and returns the status once the whole answer is there. */
  int ask(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    long length = -1;
    boolean chunked = false;
    for (String field = line(); !field.isEmpty(); field = line()) {
      String lower = field.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.endsWith("chunked");
      } else if (lower.startsWith("connection:")) {
        kept = !lower.endsWith("close");
      }
    }
    if (chunked) {
      readChunks();
    } else if (length >= 0) {
      in.skipNBytes(length);
    } else if (status != 204 && status != 304) {
      throw new IOException("an answer without a length (expected: one, or chunks)");
    }
    return status;
  }

  private void readChunks() throws IOException {
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      in.skipNBytes(size + 2L);
    }
    while (!line().isEmpty()) {
      // trailers say nothing about the framing
    }
  }

  private int chunkSize() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return Integer.parseInt(extension < 0 ? line : line.substring(0, extension), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended in the middle of an answer");
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
