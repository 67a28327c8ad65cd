package dev.crossfade.routing.redirects;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All entries as bytes: no object for any of them. Filled by one thread, then read by all.
 *
 * <p>An entry is the number of its {@link Kind}, its line, its source and its target. A text is the
 * number of its folder, the length of the rest, the rest. Numbers are written seven bits a byte.
 *
 * <p>Whoever has found an entry has its number and its address in one {@code long}, see {@link
 * #entry}; of two the one of the lower number is the lesser.
 */
final class Entries {
  /** More than this cannot be numbered. */
  static final int MOST = (1 << 26) - 1;

  /** The bits that an entry may have, see {@link #entry}; with 1 added to it too. */
  static final long ALL = (1L << 57) - 1;

  /** Five numbers of at most five bytes each, and a source's host. */
  private static final int AROUND = 300;

  private static final int ADDRESS_BITS = 31;

  private final Arena arena = new Arena();
  private final Folders folders = new Folders();
  private final List<Kind> kinds = new ArrayList<>();
  private final Map<Kind, Integer> numbers = new HashMap<>();
  private Kind[] byNumber = {};
  private int[] addresses = new int[1 << 10];
  private int count;
  private byte[] out = {};
  private int at;

  int count() {
    return count;
  }

  int kind(Kind kind) {
    Integer known = numbers.get(kind);
    if (known != null) {
      return known;
    }
    kinds.add(kind);
    byNumber = kinds.toArray(Kind[]::new);
    numbers.put(kind, kinds.size() - 1);
    return kinds.size() - 1;
  }

  /** The entry of a number, with the address where it lies now. */
  long entry(int number) {
    return (long) number << ADDRESS_BITS | addresses[number];
  }

  /** −1 for what is no entry. */
  static int number(long entry) {
    return (int) (entry >>> ADDRESS_BITS);
  }

  private static int address(long entry) {
    return (int) entry & Integer.MAX_VALUE;
  }

  /** Its number; −1: there is no room left. */
  int add(int kind, int line, String source, String target) {
    int address = write(kind, line, source, target);
    if (address == -1) {
      return -1;
    }
    if (count == addresses.length) {
      addresses = Arrays.copyOf(addresses, count + (count >> 1));
    }
    addresses[count] = address;
    return count++;
  }

  /** Leads somewhere else from now on. Without room it stays as it was. */
  void redirect(int entry, String target, int status) {
    int kind = kind(kindOf(entry).withStatus(status));
    int address = write(kind, line(entry), source(entry), target);
    if (address != -1) {
      addresses[entry] = address;
    }
  }

  void trim() {
    addresses = Arrays.copyOf(addresses, count);
    arena.trim();
  }

  private int write(int kind, int line, String source, String target) {
    int address = arena.begin(source.length() + target.length() + AROUND);
    if (address == -1) {
      return -1;
    }
    out = arena.chunk(address);
    int from = Arena.offset(address);
    at = from;
    number(kind);
    number(line);
    text(source);
    text(target);
    arena.end(at - from);
    return address;
  }

  private void text(String text) {
    int folder = folders.of(text, text.lastIndexOf('/') + 1);
    int from = folders.bytes(folder).length;
    number(folder);
    number(text.length() - from);
    at = Keys.copy(text, from, text.length(), out, at);
  }

  private void number(int number) {
    int rest = number;
    while (rest >>> 7 != 0) {
      out[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[at++] = (byte) rest;
  }

  Kind kindOf(int entry) {
    return kindAt(addresses[entry]);
  }

  Kind kindOf(long entry) {
    return kindAt(address(entry));
  }

  private Kind kindAt(int address) {
    return byNumber[numberAt(arena.chunk(address), Arena.offset(address))];
  }

  int line(int entry) {
    int address = addresses[entry];
    byte[] in = arena.chunk(address);
    return numberAt(in, behindNumber(in, Arena.offset(address)));
  }

  String source(int entry) {
    int address = addresses[entry];
    return textAt(arena.chunk(address), sourceAt(address));
  }

  String target(int entry) {
    return targetAt(addresses[entry]);
  }

  String target(long entry) {
    return targetAt(address(entry));
  }

  private String targetAt(int address) {
    byte[] in = arena.chunk(address);
    int rest = behindNumber(in, sourceAt(address));
    return textAt(in, behindNumber(in, rest) + numberAt(in, rest));
  }

  /** Where a text is written to that is read again and again. */
  interface Room {
    byte[] of(int length);
  }

  /** Writes the source to where there is room for it, and makes nothing; its length. */
  int readSource(int entry, Room room) {
    int address = addresses[entry];
    return read(arena.chunk(address), sourceAt(address), room);
  }

  /** The target likewise. */
  int readTarget(int entry, Room room) {
    int address = addresses[entry];
    byte[] in = arena.chunk(address);
    int rest = behindNumber(in, sourceAt(address));
    return read(in, behindNumber(in, rest) + numberAt(in, rest), room);
  }

  private int read(byte[] in, int from, Room room) {
    byte[] folder = folders.bytes(numberAt(in, from));
    int at = behindNumber(in, from);
    int rest = numberAt(in, at);
    byte[] out = room.of(folder.length + rest);
    System.arraycopy(folder, 0, out, 0, folder.length);
    System.arraycopy(in, behindNumber(in, at), out, folder.length, rest);
    return folder.length + rest;
  }

  /** The host that a source names; empty: any. */
  String host(int entry) {
    String source = source(entry);
    int slash = source.indexOf('/');
    return slash < 0 || kindOf(entry).shape() == Kind.Shape.PATTERN
        ? ""
        : source.substring(0, slash);
  }

  boolean isAnyHost(int entry) {
    return kindOf(entry).shape() == Kind.Shape.PATTERN || source(entry).startsWith("/");
  }

  private int sourceAt(int address) {
    byte[] in = arena.chunk(address);
    return behindNumber(in, behindNumber(in, Arena.offset(address)));
  }

  /**
   * Whether the entry's source is exactly this.
   *
   * @param end where the path ends
   * @param query null: it names none
   */
  boolean isSource(long entry, String host, String path, int end, @Nullable String query) {
    int address = address(entry);
    byte[] in = arena.chunk(address);
    int at = sourceAt(address);
    byte[] folder = folders.bytes(numberAt(in, at));
    at = behindNumber(in, at);
    int rest = numberAt(in, at);
    int from = behindNumber(in, at);
    int tail = query == null ? 0 : query.length() + 1;
    if (folder.length + rest != host.length() + end + tail) {
      return false;
    }
    String asked = query == null ? "" : query;
    return isSame(in, from, rest, folder.length, host, path, end, asked)
        && isSame(folder, 0, folder.length, 0, host, path, end, asked);
  }

  /** Whether bytes are what stands at a place of host, path, ? and query in a row. */
  private static boolean isSame(
      byte[] in, int from, int length, int place, String host, String path, int end, String query) {
    int hosts = host.length();
    int paths = hosts + end;
    int i = 0;
    for (; i < length && place + i < hosts; i++) {
      if (in[from + i] != (byte) host.charAt(place + i)) {
        return false;
      }
    }
    for (; i < length && place + i < paths; i++) {
      if (in[from + i] != (byte) path.charAt(place + i - hosts)) {
        return false;
      }
    }
    for (; i < length; i++) {
      int c = place + i - paths;
      if (in[from + i] != (byte) (c == 0 ? '?' : query.charAt(c - 1))) {
        return false;
      }
    }
    return true;
  }

  private String textAt(byte[] in, int from) {
    byte[] folder = folders.bytes(numberAt(in, from));
    int at = behindNumber(in, from);
    int rest = numberAt(in, at);
    byte[] text = Arrays.copyOf(folder, folder.length + rest);
    System.arraycopy(in, behindNumber(in, at), text, folder.length, rest);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static int numberAt(byte[] in, int from) {
    int number = 0;
    int at = from;
    int shift = 0;
    while (in[at] < 0) {
      number |= (in[at++] & 0x7f) << shift;
      shift += 7;
    }
    return number | in[at] << shift;
  }

  private static int behindNumber(byte[] in, int from) {
    int at = from;
    while (in[at] < 0) {
      at++;
    }
    return at + 1;
  }

  /** Bytes of heap, about: what an object's header costs is counted with the arrays. */
  long size() {
    return arena.size() + folders.size() + 4L * addresses.length + 128L * kinds.size();
  }
}
