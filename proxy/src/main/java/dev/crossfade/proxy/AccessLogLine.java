package dev.crossfade.proxy;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Preview;
import dev.crossfade.config.model.Telemetry;
import dev.crossfade.config.model.Telemetry.Field;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Pinned;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One request as a line of JSON. What a request does not have, its line leaves out, and what the
 * settings want left out.
 */
final class AccessLogLine {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private static final String PREVIEW = Preview.PARAMETER + "=";

  private static final int IPV4_NETWORK = 3;
  private static final int IPV6_NETWORK = 6;

  private final StringBuilder out;
  private final Telemetry.AccessLog settings;

  private AccessLogLine(StringBuilder out, Telemetry.AccessLog settings) {
    this.out = out;
    this.settings = settings;
  }

  static void append(StringBuilder out, Outcome outcome, Telemetry.AccessLog settings) {
    new AccessLogLine(out, settings).append(outcome);
  }

  private void append(Outcome outcome) {
    out.append("{\"ts\":\"").append(outcome.at()).append('"');
    text("id", outcome.id());
    text("trace", outcome.trace());
    text("client", address(outcome.client()));
    text("country", outcome.country());
    text("method", outcome.method());
    text("host", outcome.host());
    text("path", outcome.path());
    String query = outcome.query();
    text("query", query.isEmpty() || isLeftOut(Field.QUERY) ? null : withoutToken(query));
    text("protocol", outcome.protocol());
    number("status", outcome.status());
    number("bytes_in", outcome.bytesIn());
    number("bytes_out", outcome.bytesOut());
    millis("duration_ms", outcome.durationNanos());
    if (outcome.firstByteNanos() >= 0) {
      millis("first_byte_ms", outcome.firstByteNanos());
    }
    Decision decision = outcome.decision();
    if (decision != null) {
      decision(decision, outcome);
    }
    crawler(outcome.crawler());
    text("ua", isLeftOut(Field.UA) ? null : outcome.userAgent());
    text("referer", isLeftOut(Field.REFERER) ? null : url(outcome.referer()));
    Failure error = outcome.error();
    text("error", error == null ? null : error.word());
    out.append("}\n");
  }

  private boolean isLeftOut(Field field) {
    return settings.omit().contains(field);
  }

  /** The network is what an address belongs to, and what geo and abuse are judged by. */
  private @Nullable String address(InetAddress client) {
    return switch (settings.client()) {
      case WHOLE -> client.getHostAddress();
      case NETWORK -> network(client.getAddress());
      case NONE -> null;
    };
  }

  private static String network(byte[] address) {
    int kept = address.length == 4 ? IPV4_NETWORK : IPV6_NETWORK;
    Arrays.fill(address, kept, address.length, (byte) 0);
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address.length + " bytes (expected: 4 or 16)", e);
    }
  }

  /** Without its query where queries are left out. */
  private @Nullable String url(@Nullable String url) {
    int query = url == null || !isLeftOut(Field.QUERY) ? -1 : url.indexOf('?');
    return url == null || query < 0 ? withoutToken(url) : url.substring(0, query);
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

  private void decision(Decision decision, Outcome outcome) {
    Decision.Route route = decision.route();
    text("unit", route.unit());
    text("backend", route.backend());
    text("endpoint", outcome.endpoint());
    text("arm", route.arm().word());
    text("reason", route.reason().word());
    if (decision.bucket() >= 0) {
      number("bucket", decision.bucket());
    }
    for (Pinned pinned : decision.pins()) {
      if (pinned.ticket() != null) {
        text("pin", pinned.pin().name());
        break; // one name for a line; what follows more than one pin is rare
      }
    }
    number("retries", outcome.retries());
    switch (decision) {
      case Decision.Redirect redirect -> text("redirect", url(redirect.location()));
      case Decision.Gone _ -> text("redirect", "gone");
      case Decision.Serve _, Decision.Hold _ -> {}
    }
  }

  /** With a mark behind those whose address is not the search engine's. */
  private void crawler(@Nullable CrawlerClaim claim) {
    if (claim != null) {
      text(
          "crawler",
          switch (claim.standing()) {
            case VERIFIED -> claim.name();
            case CLAIMED -> claim.name() + "?";
            case DISPROVED -> claim.name() + "!";
          });
    }
  }

  private void number(String name, long value) {
    out.append(",\"").append(name).append("\":").append(value);
  }

  /** Three decimals: a gateway's own share of a request is a few hundredths. */
  private void millis(String name, long nanos) {
    long micros = nanos / 1_000;
    out.append(",\"").append(name).append("\":").append(micros / 1_000).append('.');
    long rest = micros % 1_000;
    out.append((char) ('0' + rest / 100))
        .append((char) ('0' + rest / 10 % 10))
        .append((char) ('0' + rest % 10));
  }

  private void text(String name, @Nullable String value) {
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
