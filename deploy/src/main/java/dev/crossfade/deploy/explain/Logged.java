package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.CrawlerClaim.Standing;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of the access log, as far as it tells who asked for what. Cookies and most headers are not
 * logged: whoever was sent somewhere by one of them cannot be followed.
 *
 * @param bucket −1: it was not asked for
 * @param backend who was decided on; null: nobody was
 */
record Logged(
    InetAddress client,
    String method,
    String host,
    String target,
    @Nullable String agent,
    @Nullable String referrer,
    @Nullable String country,
    @Nullable CrawlerClaim crawler,
    @Nullable String unit,
    int bucket,
    @Nullable String backend) {

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException it is none of ours; the message says what was expected
   */
  static Logged of(String line) {
    JsonNode json;
    try {
      json = JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "no JSON: "
              + Words.shown(String.valueOf(e.getOriginalMessage()))
              + " (expected: a line of the access log)",
          e);
    }
    String query = text(json, "query");
    return new Logged(
        InetAddress.ofLiteral(required(json, "client")),
        required(json, "method"),
        required(json, "host"),
        required(json, "path") + (query == null ? "" : "?" + query),
        text(json, "ua"),
        text(json, "referer"),
        text(json, "country"),
        crawler(text(json, "crawler")),
        text(json, "unit"),
        json.path("bucket").asInt(-1),
        text(json, "backend"));
  }

  private static String required(JsonNode json, String key) {
    String text = text(json, key);
    if (text == null) {
      throw new IllegalArgumentException(
          "no \"" + key + "\" in it (expected: a line of the access log)");
    }
    return text;
  }

  /** Null: it is not there, or would be no text within a head. */
  private static @Nullable String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    boolean plain =
        value.isString() && value.asString().chars().noneMatch(c -> c < ' ' || c == 0x7f);
    return plain ? value.asString() : null;
  }

  private static @Nullable CrawlerClaim crawler(@Nullable String written) {
    if (written == null) {
      return null;
    }
    if (written.endsWith("?")) {
      return new CrawlerClaim(written.substring(0, written.length() - 1), Standing.CLAIMED);
    }
    return written.endsWith("!")
        ? new CrawlerClaim(written.substring(0, written.length() - 1), Standing.DISPROVED)
        : new CrawlerClaim(written, Standing.VERIFIED);
  }

  /** The head that it came in, as far as it is known. */
  byte[] head() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ").append(host);
    if (agent != null) {
      head.append("\r\nUser-Agent: ").append(agent);
    }
    if (referrer != null) {
      head.append("\r\nReferer: ").append(referrer);
    }
    return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
