package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.problem.Excerpt;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One redirect of a JSON document, while its members come in. */
final class JsonRule {
  private @Nullable String source;
  private String target = "";
  private String status = "";
  private String match = "exact";
  private @Nullable String host;

  /** A name we do not know is a note of who wrote it. */
  void set(String name, String value) {
    switch (name.toLowerCase(Locale.ROOT)) {
      case "source", "from", "old" -> source = value;
      case "target", "to", "new", "destination" -> target = value;
      case "status", "code", "statuscode", "status_code" -> status = value;
      case "permanent" -> status = value.equals("true") ? "308" : "307";
      case "match" -> match = value;
      case "host" -> host = value;
      default -> {}
    }
  }

  boolean isBegun() {
    return source != null || !target.isEmpty();
  }

  void addTo(Rules rules) throws Refusal {
    if (source == null) {
      throw new Refusal("no source (expected: {\"source\", \"target\", \"status\"})");
    }
    int number = Status.of(status);
    switch (match) {
      case "exact" -> rules.page(onHost(Address.source(source)), target, number);
      case "prefix" -> rules.below(onHost(Address.source(source)), target, number);
      case "pattern" ->
          rules.matching(host == null ? null : Hosts.of(host), source, target, number);
      default ->
          throw new Refusal("match " + Excerpt.of(match) + " (expected: exact, prefix or pattern)");
    }
  }

  private Address onHost(Address address) throws Refusal {
    return host == null ? address : new Address(Hosts.of(host), address.path(), address.query());
  }
}
