package dev.crossfade.deploy.demo;

import java.util.stream.Stream;

/** Where an order goes, as typed by the visitor: untrusted, and complete or not. */
record Address(String name, String street, String postcode, String city, String email) {
  static final Address BLANK = new Address("", "", "", "", "");

  private static final int MAX_LENGTH = 200;

  static Address of(Request request) {
    return new Address(
        request.field("name").strip(),
        request.field("street").strip(),
        request.field("postcode").strip(),
        request.field("city").strip(),
        request.field("email").strip());
  }

  boolean complete() {
    return email.contains("@")
        && Stream.of(name, street, postcode, city, email)
            .allMatch(field -> !field.isEmpty() && field.length() <= MAX_LENGTH);
  }
}
