package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream of HTTP/2 that is opened by an extended CONNECT (RFC 8441) and read piece by piece. Of
 * its connection's heads it reads all, so that nobody else may.
 */
final class H2Tunnel {
  private final H2Wire wire;
  private final int stream;
  private final Http2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false);
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

  private boolean ended;

  private H2Tunnel(H2Wire wire, int stream) {
    this.wire = wire;
    this.stream = stream;
  }

  /** Asks for a WebSocket. */
  static H2Tunnel ask(H2Wire wire, int stream, String... more) throws IOException {
    return askFor("websocket", wire, stream, more);
  }

  static H2Tunnel askFor(String protocol, H2Wire wire, int stream, String... more)
      throws IOException {
    List<String> fields = new ArrayList<>();
    fields.addAll(List.of(":method", "CONNECT", ":protocol", protocol, ":scheme", "http"));
    fields.addAll(List.of(":path", "/chat?room=1", ":authority", "www.shop.example"));
    fields.addAll(List.of("sec-websocket-version", "13"));
    fields.addAll(List.of(more));
    wire.head(stream, false, fields.toArray(new String[0]));
    return new H2Tunnel(wire, stream);
  }

  /** The head of the answer. */
  Http2Headers head() throws IOException {
    H2Wire.Frame frame = next();
    if (frame.type() != H2Wire.HEADERS) {
      throw new IOException("frame of type " + frame.type() + " (expected: a head)");
    }
    ByteBuf block = Unpooled.wrappedBuffer(frame.bytes());
    try {
      return heads.decodeHeaders(stream, block);
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  H2Tunnel send(String text) throws IOException {
    wire.data(stream, false, text);
    return this;
  }

  /** So many bytes as text; the windows are opened for them. */
  String read(int count) throws IOException {
    while (unread.size() < count) {
      H2Wire.Frame frame = next();
      if (frame.type() != H2Wire.DATA) {
        throw new IOException("frame of type " + frame.type() + " (expected: more data)");
      }
      unread.write(frame.bytes());
      ended = frame.ends();
      if (ended && unread.size() < count) {
        throw new IOException(
            "the end after " + unread.size() + " bytes (expected: " + count + ")");
      }
      widen(ended ? 0 : frame.payload().capacity());
    }
    String all = unread.toString(ISO_8859_1);
    unread.reset();
    unread.write(all.substring(count).getBytes(ISO_8859_1));
    return all.substring(0, count);
  }

  /** Whether the other side says that this was all; a reset does not. */
  boolean isEnded() throws IOException {
    return ended || next().ends();
  }

  void widen(int by) throws IOException {
    if (by > 0) {
      wire.widen(0, by).widen(stream, by);
    }
  }

  /** The next frame of the stream. */
  H2Wire.Frame next() throws IOException {
    H2Wire.Frame frame = wire.read();
    while (frame.stream() != stream || frame.type() == H2Wire.WINDOW_UPDATE) {
      frame = wire.read();
    }
    return frame;
  }
}
