package dev.crossfade.proxy;

import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Fields that become those of one HTTP/2 message; names are in lower case. */
final class H2Fields implements FieldSink {
  private static final AsciiString[] NAMES =
      Arrays.stream(Name.values())
          .map(name -> AsciiString.cached(name.text()))
          .toArray(AsciiString[]::new);
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int FIRST_BYTES = 128;

  private final Http2Headers headers = new DefaultHttp2Headers(false);
  private final boolean request;
  private AsciiString name = AsciiString.EMPTY_STRING;
  private byte[] value = new byte[FIRST_BYTES];
  private int length;

  private H2Fields(boolean request) {
    this.request = request;
  }

  static H2Fields ofAnswer(int status) {
    H2Fields fields = new H2Fields(false);
    fields.headers.status(HttpResponseStatus.valueOf(status).codeAsText());
    return fields;
  }

  /** Host becomes the authority (RFC 9113 §8.3.1). */
  static H2Fields ofRequest(Head request, boolean https) {
    H2Fields fields = new H2Fields(true);
    fields.headers.method(request.method()).scheme(https ? "https" : "http").path(request.target());
    return fields;
  }

  static Http2Headers ofTrailers(Head trailers) {
    H2Fields fields = new H2Fields(false);
    Forwarding.trailers(trailers, fields);
    return fields.headers;
  }

  Http2Headers headers() {
    return headers;
  }

  @Override
  public void copy(Head from, int field) {
    Name known = from.name(field);
    boolean other = known == Name.OTHER || !from.isNamed(field, known.text());
    headers.add(
        other ? piece(from, from.nameFrom(field), from.nameEnd(field)).toLowerCase() : name(known),
        piece(from, from.valueFrom(field), from.valueEnd(field)));
  }

  private AsciiString name(Name known) {
    return request && known == Name.HOST
        ? Http2Headers.PseudoHeaderName.AUTHORITY.value()
        : NAMES[known.number()];
  }

  private static AsciiString piece(Head from, int start, int end) {
    return new AsciiString(from.bytes(), start, end - start, true);
  }

  @Override
  public FieldSink begin(Name known) {
    name = name(known);
    length = 0;
    return this;
  }

  @Override
  public FieldSink text(CharSequence piece) {
    room(piece.length());
    for (int i = 0; i < piece.length(); i++) {
      value[length++] = (byte) piece.charAt(i);
    }
    return this;
  }

  @Override
  public FieldSink bytes(byte[] piece, int from, int to) {
    room(to - from);
    System.arraycopy(piece, from, value, length, to - from);
    length += to - from;
    return this;
  }

  @Override
  public FieldSink hex(long bits) {
    room(Long.SIZE / 4);
    for (int shift = Long.SIZE - 4; shift >= 0; shift -= 4) {
      value[length++] = HEX[(int) (bits >>> shift) & 0xf];
    }
    return this;
  }

  @Override
  public void end() {
    headers.add(name, new AsciiString(value, 0, length, true));
  }

  private void room(int more) {
    if (length + more > value.length) {
      value = Arrays.copyOf(value, Math.max(2 * value.length, length + more));
    }
  }
}
