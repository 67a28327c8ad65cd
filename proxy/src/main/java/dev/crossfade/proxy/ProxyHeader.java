package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The header of the PROXY protocol, by which a hop that speaks no HTTP tells who connected to it.
 * Versions 1 and 2 of HAProxy's proxy-protocol.txt, and nothing that is only nearly so. Pure.
 */
sealed interface ProxyHeader {
  /** So far it may become one. */
  record Incomplete() implements ProxyHeader {}

  /** It is none and will be none. */
  record Garbage() implements ProxyHeader {}

  /**
   * A whole header.
   *
   * @param length how many bytes it has
   * @param source who connected to the hop; null: the hop itself, or it does not say
   */
  record Whole(int length, @Nullable InetAddress source) implements ProxyHeader {}

  ProxyHeader INCOMPLETE = new Incomplete();
  ProxyHeader GARBAGE = new Garbage();

  /** What is at the reader index, which stays where it is. */
  static ProxyHeader parse(ByteBuf in) {
    if (startsWith(in, Binary.SIGNATURE)) {
      return Binary.parse(in);
    }
    return startsWith(in, Line.PREFIX) ? Line.parse(in) : GARBAGE;
  }

  /** Whether the bytes begin so, as far as they are there. */
  private static boolean startsWith(ByteBuf in, byte[] prefix) {
    int length = Math.min(prefix.length, in.readableBytes());
    for (int i = 0; i < length; i++) {
      if (in.getByte(in.readerIndex() + i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(bytes.length + " bytes (expected: 4 or 16)", e);
    }
  }

  /** Version 1 (§2.1): one line of text. */
  final class Line {
    private static final byte[] PREFIX = "PROXY ".getBytes(US_ASCII);
    private static final int LONGEST = 107;

    private Line() {}

    private static ProxyHeader parse(ByteBuf in) {
      int length = Math.min(in.readableBytes(), LONGEST);
      int end = in.indexOf(in.readerIndex(), in.readerIndex() + length, (byte) '\n');
      if (end < 0) {
        return length == LONGEST ? GARBAGE : INCOMPLETE;
      }
      String line = in.toString(in.readerIndex(), end - in.readerIndex(), US_ASCII);
      if (!line.endsWith("\r")) {
        return GARBAGE;
      }
      String[] words = line.substring(0, line.length() - 1).split(" ", -1);
      int whole = line.length() + 1;
      return switch (words[1]) {
        case "UNKNOWN" -> new Whole(whole, null); // the rest of the line does not count
        case "TCP4" -> of(words, 4, whole);
        case "TCP6" -> of(words, 16, whole);
        default -> GARBAGE;
      };
    }

    private static ProxyHeader of(String[] words, int bytes, int whole) {
      if (words.length != 6 || !isPort(words[4]) || !isPort(words[5])) {
        return GARBAGE;
      }
      byte[] source = bytes(words[2]);
      byte[] destination = bytes(words[3]);
      return source.length == bytes && destination.length == bytes
          ? new Whole(whole, address(source))
          : GARBAGE;
    }

    private static byte[] bytes(String address) {
      boolean plain = address.indexOf('%') < 0 && address.indexOf('[') < 0;
      byte[] bytes = plain ? NetUtil.createByteArrayFromIpAddressString(address) : null;
      return bytes == null ? new byte[0] : bytes;
    }

    private static boolean isPort(String port) {
      int number = 0;
      for (int i = 0; i < port.length(); i++) {
        char c = port.charAt(i);
        if (c < '0' || c > '9' || i > 4) {
          return false;
        }
        number = number * 10 + (c - '0');
      }
      boolean padded = port.length() > 1 && port.charAt(0) == '0';
      return !port.isEmpty() && !padded && number <= 65_535;
    }
  }

  /** Version 2 (§2.2): a signature, four bytes of what follows, addresses and further values. */
  final class Binary {
    private static final byte[] SIGNATURE = {
      '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
    };
    private static final int FIXED = 16;

    /** More than any hop has to say; the format would have allowed 64 KiB. */
    private static final int LONGEST = 4096;

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;
    private static final int UNSPECIFIED = 0x00;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;

    private Binary() {}

    private static ProxyHeader parse(ByteBuf in) {
      if (in.readableBytes() < FIXED) {
        return INCOMPLETE;
      }
      int at = in.readerIndex();
      int command = in.getUnsignedByte(at + 12);
      int family = in.getUnsignedByte(at + 13);
      int length = FIXED + in.getUnsignedShort(at + 14);
      if ((command != LOCAL && command != PROXY) || length > LONGEST) {
        return GARBAGE;
      }
      if (in.readableBytes() < length) {
        return INCOMPLETE;
      }
      if (command == LOCAL || family == UNSPECIFIED) {
        return new Whole(length, null);
      }
      return switch (family) {
        case TCP4 -> of(in, 4, length);
        case TCP6 -> of(in, 16, length);
        default -> GARBAGE; // datagrams and local sockets do not bring HTTP here
      };
    }

    private static ProxyHeader of(ByteBuf in, int bytes, int length) {
      int values = FIXED + 2 * bytes + 4;
      if (length < values || !areValues(in, values, length)) {
        return GARBAGE;
      }
      byte[] source = new byte[bytes];
      in.getBytes(in.readerIndex() + FIXED, source);
      return new Whole(length, address(source));
    }

    /** §2.2.: each a type, a length and so many bytes, to the end. We need none of them. */
    private static boolean areValues(ByteBuf in, int from, int to) {
      int at = from;
      while (at + 3 <= to) {
        at += 3 + in.getUnsignedShort(in.readerIndex() + at + 1);
      }
      return at == to;
    }
  }
}
