package dev.crossfade.deploy.bench;

import java.util.Arrays;
import java.util.Optional;

/** What clients speak to the gateways that are measured; backends are spoken to in HTTP/1.1. */
enum BenchProtocol {
  H1("h1", "http"),
  H1_TLS("h1-tls", "https"),
  H2_TLS("h2-tls", "https");

  private final String title;
  private final String scheme;

  BenchProtocol(String title, String scheme) {
    this.title = title;
    this.scheme = scheme;
  }

  static Optional<BenchProtocol> named(String title) {
    return Arrays.stream(values()).filter(protocol -> protocol.title.equals(title)).findFirst();
  }

  String title() {
    return title;
  }

  String scheme() {
    return scheme;
  }

  boolean isTls() {
    return this != H1;
  }
}
