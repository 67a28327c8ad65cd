package dev.crossfade.deploy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A client of HTTP/2 by prior knowledge that asks one thing after the other. */
final class H2Line implements Line {
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int FLAG = 1;
  private static final int END_HEADERS = 4;

  /** RFC 7541 §B: the first field of a head with status 200 is this one of the static table. */
  private static final int STATUS_200 = 0x88;

  private final Socket socket;
  private final DataInputStream in;
  private int stream = -1;
  private boolean leaving;

  private record Frame(int type, int flags, int stream, ByteBuffer payload) {}

  H2Line(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
    send(SETTINGS, 0, 0, new byte[0]);
  }

  @Override
  public void ask() throws IOException {
    stream += 2;
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write(new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84}); // GET, http, /
    head.write(new byte[] {0x01, 4}); // :authority, literal
    head.write("shop".getBytes(US_ASCII));
    send(HEADERS, FLAG | END_HEADERS, stream, head.toByteArray());
    boolean answered = false;
    while (!answered) {
      Frame frame = read();
      if (frame.stream == stream) {
        if (frame.type == HEADERS && (frame.payload.get() & 0xff) != STATUS_200) {
          throw new IOException("not 200");
        } else if (frame.type == RST_STREAM) {
          throw new IOException("reset with " + frame.payload.getInt());
        }
        answered = (frame.type == DATA || frame.type == HEADERS) && (frame.flags & FLAG) != 0;
      } else if (frame.type == GOAWAY) {
        leaving = true;
        if (frame.payload.getInt() < stream) {
          throw new IOException("told to go away without an answer");
        }
      } else if (frame.type == SETTINGS && (frame.flags & FLAG) == 0) {
        send(SETTINGS, FLAG, 0, new byte[0]);
      }
    }
  }

  @Override
  public boolean isLast() {
    return leaving;
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.put((byte) 0).putShort((short) payload.length).put((byte) type).put((byte) flags);
    socket.getOutputStream().write(frame.putInt(stream).put(payload).array());
  }

  private Frame read() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(bytes(9));
    int length = (head.get() & 0xff) << 16 | (head.getShort() & 0xffff);
    int type = head.get();
    int flags = head.get();
    return new Frame(type, flags, head.getInt(), ByteBuffer.wrap(bytes(length)));
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("cut after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
