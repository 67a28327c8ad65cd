package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client of HTTP/2 that says frame for frame what a test wants said. One thread at a time. */
final class H2Wire implements AutoCloseable {
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int ACK = 1;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;

  static final int NO_ERROR = 0;
  static final int PROTOCOL_ERROR = 1;
  static final int INTERNAL_ERROR = 2;
  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;
  static final int ENHANCE_YOUR_CALM = 11;

  private final Wire wire;
  private final Delivery delivery;
  private final Http2HeadersDecoder fields = new DefaultHttp2HeadersDecoder(false);
  private final Map<Integer, Deque<Frame>> waiting = new HashMap<>();

  /**
   * One frame as it came.
   *
   * @param fields of a head
   */
  record Frame(int type, int flags, int stream, ByteBuffer payload, @Nullable Http2Headers fields) {
    boolean ends() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    byte[] bytes() {
      byte[] bytes = new byte[payload.capacity()];
      payload.get(0, bytes);
      return bytes;
    }

    int number(int at) {
      return payload.getInt(at);
    }
  }

  /**
   * What became of a stream.
   *
   * @param heads the head and, before it, those of informational answers
   * @param error what it was reset with; −1: it ended
   */
  record Answer(List<Http2Headers> heads, String body, int frames, int error) {
    String status() {
      return header(":status");
    }

    String header(String name) {
      return String.valueOf(heads.getLast().get(name));
    }

    boolean has(String name) {
      return heads.getLast().contains(name);
    }
  }

  H2Wire(Wire wire) throws IOException {
    this(wire, Delivery.WHOLE);
  }

  /** Each frame is delivered so. */
  H2Wire(Wire wire, Delivery delivery) throws IOException {
    this.wire = wire;
    this.delivery = delivery;
    delivery.send(wire, PREFACE.getBytes(US_ASCII));
    send(SETTINGS, 0, 0, new byte[0]);
  }

  static H2Wire connect(Gateway gateway) throws IOException {
    return new H2Wire(gateway.connect());
  }

  H2Wire send(int type, int flags, int stream, byte[] payload) throws IOException {
    return send(frame(type, flags, stream, payload));
  }

  /** Whole frames, or what is not quite one. */
  H2Wire send(byte[] bytes) throws IOException {
    delivery.send(wire, bytes);
    return this;
  }

  static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    return frame.put((byte) type).put((byte) flags).putInt(stream).put(payload).array();
  }

  /** A head of literal fields, name and value in turn. */
  H2Wire head(int stream, boolean end, String... fields) throws IOException {
    return send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
  }

  /** The fields as HPACK spells them without its tables (RFC 7541 §6.2.2). */
  static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i++) {
      if (i % 2 == 0) {
        block.write(0); // a literal, not indexed, its name new
      }
      byte[] text = fields[i].getBytes(ISO_8859_1);
      if (text.length < 127) {
        block.write(text.length);
      } else {
        block.write(127); // RFC 7541 §5.1
        int rest = text.length - 127;
        for (; rest >= 128; rest >>= 7) {
          block.write((rest & 127) | 128);
        }
        block.write(rest);
      }
      block.writeBytes(text);
    }
    return block.toByteArray();
  }

  /** A request of the shop with further fields. */
  H2Wire request(int stream, boolean end, String method, String path, String... more)
      throws IOException {
    return head(stream, end, fields(method, path, more));
  }

  /** What a head of the shop consists of. */
  static String[] fields(String method, String path, String... more) {
    List<String> fields = new ArrayList<>();
    fields.addAll(List.of(":method", method, ":scheme", "http", ":path", path));
    fields.addAll(List.of(":authority", "www.shop.example"));
    fields.addAll(List.of(more));
    return fields.toArray(new String[0]);
  }

  H2Wire data(int stream, boolean end, String text) throws IOException {
    return send(DATA, end ? END_STREAM : 0, stream, text.getBytes(US_ASCII));
  }

  H2Wire reset(int stream) throws IOException {
    return send(RST_STREAM, 0, stream, number(CANCEL));
  }

  H2Wire widen(int stream, int by) throws IOException {
    return send(WINDOW_UPDATE, 0, stream, number(by));
  }

  static byte[] number(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  /** The next frame; settings are acknowledged. */
  Frame read() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(wire.readBytes(9));
    int length = (head.get() & 0xff) << 16 | (head.getShort() & 0xffff);
    int type = head.get();
    int flags = head.get();
    int stream = head.getInt();
    byte[] payload = wire.readBytes(length);
    if (type == SETTINGS && flags == 0) {
      send(SETTINGS, ACK, 0, new byte[0]);
    }
    // Each head is read as it comes: it may change the table that later ones are written with.
    Http2Headers read = type == HEADERS ? decode(stream, payload) : null;
    return new Frame(type, flags, stream, ByteBuffer.wrap(payload), read);
  }

  /** The next frame of a stream; those of other streams wait until they are asked for. */
  private Frame next(int stream) throws IOException {
    Deque<Frame> kept = waiting.get(stream);
    if (kept != null && !kept.isEmpty()) {
      return kept.remove();
    }
    Frame frame = read();
    while (frame.stream != stream) {
      waiting.computeIfAbsent(frame.stream, _ -> new ArrayDeque<>()).add(frame);
      frame = read();
    }
    return frame;
  }

  /** The next frame of a kind; others are passed over. */
  Frame await(int type) throws IOException {
    Frame frame = read();
    while (frame.type != type) {
      frame = read();
    }
    return frame;
  }

  /** Asks for a page and reads the answer. */
  Answer get(int stream, String path) throws IOException {
    return request(stream, true, "GET", path).answer(stream);
  }

  /** Reads one stream to its end, opening its window. */
  Answer answer(int stream) throws IOException {
    List<Http2Headers> heads = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int frames = 0;
    while (true) {
      Frame frame = next(stream);
      frames++;
      if (frame.fields != null) {
        heads.add(frame.fields);
      } else if (frame.type == DATA) {
        body.write(frame.bytes());
        if (frame.payload.capacity() > 0) {
          widen(0, frame.payload.capacity());
          if (!frame.ends()) {
            widen(stream, frame.payload.capacity());
          }
        }
      } else if (frame.type == RST_STREAM) {
        return new Answer(heads, body.toString(ISO_8859_1), frames, frame.number(0));
      }
      if (frame.ends()) {
        return new Answer(heads, body.toString(ISO_8859_1), frames, -1);
      }
    }
  }

  /** How a stream is turned down: a status, or the error that it or the connection ends with. */
  String refusal(int stream) throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.type == GOAWAY) {
        return "GOAWAY " + frame.number(4);
      }
      if (frame.stream == stream && frame.type == RST_STREAM) {
        return "RST_STREAM " + frame.number(0);
      }
      if (frame.stream == stream && frame.fields != null) {
        return String.valueOf(frame.fields.status());
      }
    }
  }

  private Http2Headers decode(int stream, byte[] payload) throws IOException {
    ByteBuf block = Unpooled.wrappedBuffer(payload);
    try {
      return fields.decodeHeaders(stream, block);
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /** Whether the other side closes, whatever it says before. */
  boolean isEnded() throws IOException {
    try {
      wire.readToEnd();
    } catch (SocketException _) {
      // A reset is an end as well.
    }
    return true;
  }

  /** Leaves in good order, but without a GOAWAY. */
  void leave() throws IOException {
    wire.leave();
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
