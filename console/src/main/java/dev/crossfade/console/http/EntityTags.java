package dev.crossfade.console.http;

import dev.crossfade.console.service.Expected;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags (RFC 9110, 8.8.3). They are strong: {@code "<version>-<digest>"}, or the digest alone
 * of what has no version. The digest is of all that is sent, so that a 304 is true; the version is
 * what an order has to be meant for, and figures that change by the second are no part of it.
 */
public final class EntityTags {
  private static final Pattern TAG =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"\\s*(,|$)");
  private static final int BYTES = 8;

  private EntityTags() {}

  static String of(@Nullable String version, byte[] body) {
    String digest = HexFormat.of().formatHex(sha256().digest(body), 0, BYTES);
    return version == null ? "\"" + digest + "\"" : "\"" + version + "-" + digest + "\"";
  }

  /** Whether who asks has it already; what cannot be read is no tag of ours. */
  static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.strip().equals("*")) {
      return true;
    }
    Matcher tags = TAG.matcher(ifNoneMatch);
    while (tags.lookingAt()) {
      if (tag.equals("\"" + tags.group(2) + "\"")) {
        return true;
      }
      tags.region(tags.end(), ifNoneMatch.length());
    }
    return false;
  }

  /** What {@code If-Match} says that an order is meant for; a version may stand alone in it. */
  public static Expected expected(RoutingContext context) {
    String field = context.request().getHeader("if-match");
    if (field == null || field.strip().equals("*")) {
      return Expected.ANY;
    }
    Set<String> versions = new HashSet<>();
    Matcher tags = TAG.matcher(field);
    int end = 0;
    while (end < field.length() && tags.lookingAt()) {
      if (tags.group(1) == null) { // a weak one never matches
        String tag = tags.group(2);
        int dash = tag.indexOf('-');
        versions.add(dash < 0 ? tag : tag.substring(0, dash));
      }
      end = tags.end();
      tags.region(end, field.length());
    }
    if (end < field.length() || field.isBlank()) {
      throw new BadRequest("If-Match: " + field + " (expected: the ETag of an answer, or *)");
    }
    return Expected.of(versions);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
