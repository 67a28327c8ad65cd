package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One end of a connection, a client's or a storefront's, without any HTTP library in between:
 * framing is what the tests are about. Reads wait for ten seconds at most. One thread at a time.
 */
final class Wire implements AutoCloseable {
  private static final int PATIENCE_MS = 10_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  static Wire connect(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address, PATIENCE_MS);
    return new Wire(socket);
  }

  Socket socket() {
    return socket;
  }

  /** Sends text as it is, a byte a character. */
  Wire send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  Wire send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /**
   * Sends a byte, listens for a while, sends the next, as slow clients do.
   *
   * @return whether the other side answered or ended before all was sent
   */
  boolean trickle(String text, int pauseMs) throws IOException {
    socket.setSoTimeout(pauseMs);
    try {
      for (byte b : text.getBytes(ISO_8859_1)) {
        send(new byte[] {b});
        if (hears()) {
          return true;
        }
      }
      return false;
    } catch (SocketException _) {
      return true; // a reset is an end as well
    } finally {
      socket.setSoTimeout(PATIENCE_MS);
    }
  }

  /** Whether something, or the end, comes within the time a read waits; it stays to be read. */
  private boolean hears() throws IOException {
    in.mark(1);
    try {
      in.read();
      in.reset();
      return true;
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  /** Asks the shop for a page and reads the answer. */
  Message get(String target) throws IOException {
    return request("GET " + target + " HTTP/1.1\r\nHost: www.shop.example\r\n\r\n");
  }

  /** Sends a whole request and reads its answer. */
  Message request(String request) throws IOException {
    send(request);
    return readResponse(request.startsWith("HEAD "));
  }

  Message readResponse() throws IOException {
    return readResponse(false);
  }

  Message readResponse(boolean head) throws IOException {
    Message response = readHead().orElseThrow(() -> new EOFException("closed without an answer"));
    int status = response.status();
    boolean bodiless = head || status < 200 || status == 204 || status == 304;
    return bodiless ? response : readBody(response, true);
  }

  /** The next request with its body; empty: the connection was closed. */
  Optional<Message> readRequest() throws IOException {
    Optional<Message> head = readHead();
    return head.isEmpty() ? head : Optional.of(readBody(head.get(), false));
  }

  /** The next head, its body still to be read; empty: the connection was closed. */
  Optional<Message> readHead() throws IOException {
    Optional<String> start = readLine();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Message(start.get(), readFields(), "", List.of()));
  }

  private List<Map.Entry<String, String>> readFields() throws IOException {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    while (true) {
      String line = readLine().orElseThrow(() -> new EOFException("cut within the fields"));
      if (line.isEmpty()) {
        return fields;
      }
      int colon = line.indexOf(':');
      fields.add(Map.entry(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
  }

  /**
   * The body that belongs to a head.
   *
   * @param untilEnd whether one without framing goes on until the connection ends
   */
  Message readBody(Message head, boolean untilEnd) throws IOException {
    if (head.has("transfer-encoding")) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (byte[] chunk = readChunk(); chunk.length > 0; chunk = readChunk()) {
        body.write(chunk);
      }
      return new Message(head.start(), head.fields(), body.toString(ISO_8859_1), readFields());
    }
    String length = head.header("content-length");
    byte[] body;
    if (length != null) {
      body = readBytes(Integer.parseInt(length));
    } else {
      body = untilEnd ? readToEnd() : new byte[0];
    }
    return new Message(head.start(), head.fields(), new String(body, ISO_8859_1), List.of());
  }

  /** The next chunk of a chunked body; the last one is empty, and its trailers are still there. */
  byte[] readChunk() throws IOException {
    String size = readLine().orElseThrow(() -> new EOFException("cut between chunks"));
    byte[] chunk = readBytes(Integer.parseInt(size, 16));
    if (chunk.length > 0 && !readLine().equals(Optional.of(""))) {
      throw new IOException("a chunk is longer than it says");
    }
    return chunk;
  }

  byte[] readBytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("cut after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  byte[] readToEnd() throws IOException {
    return in.readAllBytes();
  }

  /** Reads and forgets. */
  long skip(long count) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long done = 0;
    while (done < count) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, count - done));
      if (read < 0) {
        return done;
      }
      done += read;
    }
    return done;
  }

  private Optional<String> readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int previous = -1;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (previous == '\r' && b == '\n') {
        String text = line.toString(ISO_8859_1);
        return Optional.of(text.substring(0, text.length() - 1));
      }
      line.write(b);
      previous = b;
    }
    if (line.size() > 0) {
      throw new EOFException("cut within a line: " + line.toString(ISO_8859_1));
    }
    return Optional.empty();
  }

  /** Whether the other side has closed, after nothing more was said. */
  boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException _) {
      return true; // a reset is an end as well
    }
  }

  /** Leaves without a goodbye. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Leaves in good order. */
  void leave() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
