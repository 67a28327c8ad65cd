package dev.crossfade.proxy;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Preview;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Pinned;
import org.jspecify.annotations.Nullable;

/** One request as a line of JSON. What a request does not have, its line leaves out. */
final class AccessLogLine {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private static final String PREVIEW = Preview.PARAMETER + "=";

  private AccessLogLine() {}

  static void append(StringBuilder out, Outcome outcome) {
    out.append("{\"ts\":\"").append(outcome.at()).append('"');
    text(out, "id", outcome.id());
    text(out, "client", outcome.client().getHostAddress());
    text(out, "country", outcome.country());
    text(out, "method", outcome.method());
    text(out, "host", outcome.host());
    text(out, "path", outcome.path());
    text(out, "query", outcome.query().isEmpty() ? null : withoutToken(outcome.query()));
    text(out, "protocol", outcome.protocol());
    number(out, "status", outcome.status());
    number(out, "bytes_in", outcome.bytesIn());
    number(out, "bytes_out", outcome.bytesOut());
    millis(out, "duration_ms", outcome.durationNanos());
    if (outcome.firstByteNanos() >= 0) {
      millis(out, "first_byte_ms", outcome.firstByteNanos());
    }
    Decision decision = outcome.decision();
    if (decision != null) {
      decision(out, decision, outcome);
    }
    crawler(out, outcome.crawler());
    text(out, "ua", outcome.userAgent());
    text(out, "referer", withoutToken(outcome.referer()));
    Failure error = outcome.error();
    text(out, "error", error == null ? null : error.word());
    out.append("}\n");
  }

  /** Whoever reads a log must not get to see what a preview shows. */
  private static @Nullable String withoutToken(@Nullable String url) {
    int name = url == null ? -1 : url.indexOf(PREVIEW);
    if (url == null || name < 0) {
      return url;
    }
    int end = url.indexOf('&', name);
    return url.substring(0, name) + PREVIEW + "-" + (end < 0 ? "" : url.substring(end));
  }

  private static void decision(StringBuilder out, Decision decision, Outcome outcome) {
    Decision.Route route = decision.route();
    text(out, "unit", route.unit());
    text(out, "backend", route.backend());
    text(out, "endpoint", outcome.endpoint());
    text(out, "arm", route.arm().word());
    text(out, "reason", route.reason().word());
    if (decision.bucket() >= 0) {
      number(out, "bucket", decision.bucket());
    }
    for (Pinned pinned : decision.pins()) {
      if (pinned.ticket() != null) {
        text(out, "pin", pinned.pin().name());
        break; // one name for a line; what follows more than one pin is rare
      }
    }
    number(out, "retries", outcome.retries());
    switch (decision) {
      case Decision.Redirect redirect -> text(out, "redirect", redirect.location());
      case Decision.Gone _ -> text(out, "redirect", "gone");
      case Decision.Serve _, Decision.Hold _ -> {}
    }
  }

  /** With a mark behind those whose address is not the search engine's. */
  private static void crawler(StringBuilder out, @Nullable CrawlerClaim claim) {
    if (claim != null) {
      text(
          out,
          "crawler",
          switch (claim.standing()) {
            case VERIFIED -> claim.name();
            case CLAIMED -> claim.name() + "?";
            case DISPROVED -> claim.name() + "!";
          });
    }
  }

  private static void number(StringBuilder out, String name, long value) {
    out.append(",\"").append(name).append("\":").append(value);
  }

  /** Three decimals: a gateway's own share of a request is a few hundredths. */
  private static void millis(StringBuilder out, String name, long nanos) {
    long micros = nanos / 1_000;
    out.append(",\"").append(name).append("\":").append(micros / 1_000).append('.');
    long rest = micros % 1_000;
    out.append((char) ('0' + rest / 100))
        .append((char) ('0' + rest / 10 % 10))
        .append((char) ('0' + rest % 10));
  }

  private static void text(StringBuilder out, String name, @Nullable String value) {
    if (value == null) {
      return;
    }
    out.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7f && c <= 0x9f) || Character.isSurrogate(c)) {
        out.append("\\u")
            .append(HEX[c >> 12])
            .append(HEX[c >> 8 & 0xf])
            .append(HEX[c >> 4 & 0xf])
            .append(HEX[c & 0xf]);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
