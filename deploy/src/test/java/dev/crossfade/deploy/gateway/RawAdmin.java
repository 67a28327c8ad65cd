package dev.crossfade.deploy.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A client of the admin port that sends what it is told, also what a browser would and Java's own
 * client would not; from an address of its own each time, as far as nobody says from which.
 */
record RawAdmin(int port) {
  static final String VIEWER = "viewer-5d0b6a3f1c9e4872";
  static final String OPERATOR = "operator-91e7c2d84ab0f356";

  /** The two tokens as the configuration names them. */
  static final String TOKENS =
      "tokens: [ { name: seo-team, role: viewer, sha256: %s }, { name: ops, role: operator, sha256: %s } ]"
          .formatted(sha256(VIEWER), sha256(OPERATOR));

  private static final AtomicInteger ADDRESSES = new AtomicInteger(1);
  private static final int PATIENCE_MS = 30_000;

  /** An answer; of an endless one nothing but the head. */
  record Answer(int status, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }

    /** A cookie that is set, as it is to be sent back. */
    String cookie() {
      return header("set-cookie").split(";", 2)[0];
    }
  }

  /** A session of a browser. */
  record Session(String cookie, String csrf) {}

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer get(String path, String... headers) throws IOException {
    return ask("GET", path, "", headers);
  }

  Answer post(String path, String body, String... headers) throws IOException {
    return ask("POST", path, body, headers);
  }

  Answer ask(String method, String path, String body, String... headers) throws IOException {
    int number = ADDRESSES.incrementAndGet();
    return from(
        "127.1." + number / 250 % 250 + "." + (1 + number % 250), method, path, body, headers);
  }

  /**
   * @param headers names and values by turns
   */
  Answer from(String address, String method, String path, String body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    boolean named = false;
    for (int i = 0; i < headers.length; i += 2) {
      named |= headers[i].equals("Host");
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    if (!named) {
      head.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    if (method.equals("POST")) {
      head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
    }
    return send(address, head.append("\r\n").append(body).toString());
  }

  /** Logs in by the form. */
  Answer login(String token, String... headers) throws IOException {
    return post("/login", "token=" + URLEncoder.encode(token, UTF_8), with(headers, FORM));
  }

  static final String[] FORM = {"Content-Type", "application/x-www-form-urlencoded"};

  static String[] with(String[] some, String... more) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** A session as a browser gets it: the form gives the cookie, a page what forms must carry. */
  Session session(String token) throws IOException {
    String cookie = login(token).cookie();
    String page = get("/logout", "Cookie", cookie, "Accept", "text/html").body();
    String csrf = page.replaceFirst("(?s).*name=\"csrf\" value=\"([^\"]*)\".*", "$1");
    return new Session(cookie, csrf);
  }

  /** An answer that goes on. */
  record Stream(Socket socket) implements AutoCloseable {
    /** Reads until the other side closes; a reset is an end as well. */
    void awaitEnd() throws IOException {
      try {
        while (socket.getInputStream().read() >= 0) {}
      } catch (java.net.SocketException e) {
        if (!String.valueOf(e.getMessage()).contains("reset")) {
          throw e;
        }
      }
    }

    /** Whether it has ended by now, after what has come is read. */
    boolean hasEnded() throws IOException {
      while (socket.getInputStream().available() > 0) {
        if (socket.getInputStream().read() < 0) {
          return true;
        }
      }
      socket.setSoTimeout(200);
      try {
        return socket.getInputStream().read() < 0;
      } catch (java.net.SocketTimeoutException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Asks for something endless; it has begun. */
  Stream stream(String path, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
    }
    socket.getOutputStream().write(head.append("\r\n").toString().getBytes(UTF_8));
    socket.getOutputStream().flush();
    String status = new String(socket.getInputStream().readNBytes(12), UTF_8);
    if (!status.endsWith("200")) {
      throw new IOException(path + ": " + status);
    }
    return new Stream(socket);
  }

  private Answer send(String address, String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MS);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.getOutputStream().write(request.getBytes(UTF_8));
      socket.getOutputStream().flush();
      return read(socket.getInputStream(), request.startsWith("HEAD "));
    }
  }

  private static Answer read(InputStream in, boolean headOnly) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("cut off after: " + head);
      }
      head.append((char) read);
    }
    String[] lines = head.toString().strip().split("\r\n", -1);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] field = lines[i].split(":", 2);
      headers
          .computeIfAbsent(field[0].toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(field[1].strip());
    }
    int told = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).getFirst());
    int length = headOnly ? 0 : told;
    String body =
        new String(
            in.readNBytes(length), headers.containsKey("content-encoding") ? ISO_8859_1 : UTF_8);
    return new Answer(Integer.parseInt(lines[0].split(" ", -1)[1]), headers, body);
  }
}
