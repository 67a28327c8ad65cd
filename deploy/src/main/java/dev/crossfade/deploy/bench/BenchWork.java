package dev.crossfade.deploy.bench;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What every gateway of a run has to do.
 *
 * @param bytes of an answer
 * @param handshakes each request comes on a TLS connection of its own
 */
record BenchWork(BenchProtocol protocol, int bytes, boolean handshakes) {
  BenchWork {
    requireNonNull(protocol, "protocol");
    if (handshakes && protocol != BenchProtocol.H1_TLS) {
      throw new IllegalArgumentException(
          "handshakes over " + protocol.title() + " (expected: h1-tls)");
    }
  }

  String title() {
    String how = handshakes ? ", a TLS handshake for each" : "";
    return protocol.title() + ", answers of " + size() + how;
  }

  private String size() {
    return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : (bytes >> 10) + " KiB";
  }

  /** The sizes an answer can have, by their names; negative: there is none such. */
  static int size(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "1k" -> 1 << 10;
      case "100k" -> 100 << 10;
      case "1m" -> 1 << 20;
      default -> -1;
    };
  }
}
