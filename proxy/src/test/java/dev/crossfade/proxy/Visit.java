package dev.crossfade.proxy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;

/** A client's connection in either version of HTTP, for what both must be told alike. */
sealed interface Visit extends AutoCloseable {
  /** Asks for a page and reads what comes of it; the fields are names and values in turn. */
  Seen ask(String method, String path, String... fields) throws IOException;

  @Override
  void close() throws IOException;

  /**
   * What became of a request.
   *
   * @param cut whether the answer was cut off before its end
   */
  record Seen(int status, String body, boolean cut) {}

  /** The version. */
  enum Version {
    HTTP_1,
    HTTP_2;

    Visit begin(Gateway gateway) throws IOException {
      return switch (this) {
        case HTTP_1 -> new Http1(gateway.connect());
        case HTTP_2 -> new Http2(H2Wire.connect(gateway));
      };
    }

    /** On a connection of its own. */
    Seen ask(Gateway gateway, String method, String path, String... fields) throws IOException {
      try (Visit visit = begin(gateway)) {
        return visit.ask(method, path, fields);
      }
    }
  }

  /** By HTTP/1.1. */
  record Http1(Wire wire) implements Visit {
    @Override
    public Seen ask(String method, String path, String... fields) throws IOException {
      StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
      request.append("Host: www.shop.example\r\n");
      for (int i = 0; i < fields.length; i += 2) {
        request.append(fields[i]).append(": ").append(fields[i + 1]).append("\r\n");
      }
      wire.send(request + "\r\n");
      Message head = wire.readHead().orElseThrow(() -> new EOFException("no answer"));
      while (head.status() < 200) {
        head = wire.readHead().orElseThrow(() -> new EOFException("no final answer"));
      }
      int status = head.status();
      if (method.equals("HEAD") || status == 204 || status == 304) {
        return new Seen(status, "", false);
      }
      try {
        return new Seen(status, wire.readBody(head, true).body(), false);
      } catch (EOFException | SocketException _) {
        return new Seen(status, "", true);
      }
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }

  /** By HTTP/2, each request on the next stream. */
  final class Http2 implements Visit {
    private final H2Wire wire;
    private int stream = -1;

    private Http2(H2Wire wire) {
      this.wire = wire;
    }

    @Override
    public Seen ask(String method, String path, String... fields) throws IOException {
      stream += 2;
      H2Wire.Answer answer = wire.request(stream, true, method, path, fields).answer(stream);
      int status = answer.heads().isEmpty() ? 0 : Integer.parseInt(answer.status());
      return new Seen(status, answer.body(), answer.error() >= 0);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}
