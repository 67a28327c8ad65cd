package dev.crossfade.deploy.bench;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What every gateway of a run has to do.
 *
 * @param bytes of an answer
 * @param handshakes each request comes on a TLS connection of its own
 * @param redirects of so many, each request asks for one; 0: there are none, all are passed on
 */
record BenchWork(BenchProtocol protocol, int bytes, boolean handshakes, int redirects) {
  BenchWork {
    requireNonNull(protocol, "protocol");
    if (redirects < 0 || (redirects > 0 && protocol != BenchProtocol.H1)) {
      throw new IllegalArgumentException(
          redirects + " redirects over " + protocol.title() + " (expected: 0 or more, over h1)");
    }
    if (handshakes && protocol != BenchProtocol.H1_TLS) {
      throw new IllegalArgumentException(
          "handshakes over " + protocol.title() + " (expected: h1-tls)");
    }
  }

  String title() {
    if (redirects > 0) {
      return "%s, redirects out of %,d".formatted(protocol.title(), redirects);
    }
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
