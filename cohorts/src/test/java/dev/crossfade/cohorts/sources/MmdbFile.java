package dev.crossfade.cohorts.sources;

import dev.crossfade.config.value.Cidr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a MaxMind DB (format 2.0): a search tree of 24-bit records, sixteen zeros, the data, and
 * the metadata behind its marker. IPv4 stands in an IPv6 tree at ::/96.
 */
final class MmdbFile {
  private static final byte[] MARKER =
      "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);
  private static final int STRING = 2;
  private static final int UINT16 = 5;
  private static final int UINT32 = 6;
  private static final int MAP = 7;
  private static final int UINT64 = 9;
  private static final int ARRAY = 11;

  private final int ipVersion;
  private final String type;

  /** Pairs of records: null nothing, an Integer a node, a String the data. */
  private final List<Object[]> nodes = new ArrayList<>();

  private final Map<Object, Integer> offsets = new LinkedHashMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  private MmdbFile(int ipVersion, String type) {
    this.ipVersion = ipVersion;
    this.type = type;
    nodes.add(new Object[2]);
  }

  static MmdbFile ofV6() {
    return new MmdbFile(6, "Test-Country");
  }

  static MmdbFile ofV4() {
    return new MmdbFile(4, "Test-Country");
  }

  /** One that tells something else than countries. */
  static MmdbFile of(String type) {
    return new MmdbFile(6, type);
  }

  /** Records as GeoLite2-Country has them. */
  MmdbFile country(String range, String isoCode) throws IOException {
    return put(
        range,
        Map.of(
            "country", Map.of("iso_code", isoCode, "names", Map.of("en", "Country " + isoCode))));
  }

  MmdbFile put(String range, Map<String, ?> what) throws IOException {
    Cidr cidr = Cidr.parse(range);
    byte[] address = cidr.network().getAddress();
    int skipped = ipVersion == 6 && address.length == 4 ? 96 : 0;
    int depth = skipped + cidr.prefix();
    int node = 0;
    for (int i = 0; i < depth; i++) {
      int at = i - skipped;
      int bit = at < 0 ? 0 : address[at / 8] >> (7 - at % 8) & 1;
      if (i == depth - 1) {
        nodes.get(node)[bit] = key(what);
        return this;
      }
      if (!(nodes.get(node)[bit] instanceof Integer)) {
        nodes.get(node)[bit] = nodes.size();
        nodes.add(new Object[2]);
      }
      node = (Integer) nodes.get(node)[bit];
    }
    throw new IllegalArgumentException(range + " (expected: a longer prefix)");
  }

  private String key(Map<String, ?> what) throws IOException {
    String key = what.toString();
    if (offsets.putIfAbsent(key, data.size()) == null) {
      write(data, what);
    }
    return key;
  }

  byte[] bytes() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (Object[] node : nodes) {
      for (Object record : node) {
        int value =
            switch (record) {
              case null -> nodes.size();
              case Integer next -> next;
              default -> nodes.size() + 16 + offsets.getOrDefault(record, 0);
            };
        file.write(value >> 16);
        file.write(value >> 8);
        file.write(value);
      }
    }
    file.write(new byte[16]);
    data.writeTo(file);
    file.write(MARKER);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("node_count", nodes.size());
    metadata.put("record_size", (short) 24);
    metadata.put("ip_version", (short) ipVersion);
    metadata.put("database_type", type);
    metadata.put("languages", List.of("en"));
    metadata.put("binary_format_major_version", (short) 2);
    metadata.put("binary_format_minor_version", (short) 0);
    metadata.put("build_epoch", 1_800_000_000L);
    metadata.put("description", Map.of("en", "for tests"));
    write(file, metadata);
    return file.toByteArray();
  }

  Path writeTo(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  private static void write(ByteArrayOutputStream out, Object value) throws IOException {
    switch (value) {
      case String text -> {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        control(out, STRING, bytes.length);
        out.write(bytes);
      }
      case Short number -> number(out, UINT16, number, 2);
      case Integer number -> number(out, UINT32, number, 4);
      case Long number -> number(out, UINT64, number, 8);
      case List<?> list -> {
        control(out, ARRAY, list.size());
        for (Object item : list) {
          write(out, item);
        }
      }
      case Map<?, ?> map -> {
        control(out, MAP, map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          write(out, entry.getKey());
          write(out, entry.getValue());
        }
      }
      default -> throw new IllegalArgumentException(value + " (expected: text, number, list, map)");
    }
  }

  private static void number(ByteArrayOutputStream out, int type, long number, int bytes) {
    control(out, type, bytes);
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out.write((int) (number >> shift));
    }
  }

  /** Type in three bits, or in a byte of its own beyond seven; then the size, under 29 here. */
  private static void control(ByteArrayOutputStream out, int type, int size) {
    if (size >= 29) {
      throw new IllegalArgumentException("size: " + size + " (expected: under 29)");
    }
    out.write(type < 8 ? type << 5 | size : size);
    if (type >= 8) {
      out.write(type - 7);
    }
  }
}
