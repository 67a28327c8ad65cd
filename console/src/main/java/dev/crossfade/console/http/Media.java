package dev.crossfade.console.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The types of what a path answers with and reads.
 *
 * @param answers empty: whatever it likes
 * @param reads empty: whatever comes
 */
public record Media(List<String> answers, List<String> reads) {
  private static final String PLAIN = "application/json";

  /** Anything. */
  static final Media ANY = new Media(List.of(), List.of());

  /** JSON both ways. */
  public static final Media JSON = new Media(List.of(PLAIN), List.of(PLAIN));

  public Media {
    answers = List.copyOf(answers);
    reads = List.copyOf(reads);
  }

  /** JSON in, or nothing, and out one of these. */
  public static Media answering(String... types) {
    return new Media(List.of(types), JSON.reads());
  }

  /** JSON out, and in one of these. */
  public static Media reading(String... types) {
    return new Media(JSON.answers(), List.of(types));
  }

  /** Whether a request can be answered with this; one that cannot has been told so. */
  boolean fits(RoutingContext context) {
    HttpServerRequest request = context.request();
    String accept = request.getHeader("accept");
    String type = request.getHeader("content-type");
    if (!isWanted(accept)) {
      Answers.problem(
          context,
          406,
          "not acceptable",
          "Accept: " + accept + " (expected: " + String.join(" or ", answers) + ")");
      return false;
    }
    if (hasBody(request) && !isRead(type)) {
      context.response().putHeader("accept-post", String.join(", ", reads));
      Answers.problem(
          context,
          415,
          "unsupported media",
          "Content-Type: " + type + " (expected: " + reads.getFirst() + ")");
      return false;
    }
    return true;
  }

  private static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    return request.headers().contains("transfer-encoding")
        || (length != null && !length.equals("0"));
  }

  /** Whether what this answers with is wanted. */
  boolean isWanted(@Nullable String accept) {
    if (accept == null || accept.isBlank() || answers.isEmpty()) {
      return true;
    }
    return answers.stream().anyMatch(type -> isWanted(type, accept.toLowerCase(Locale.ROOT)));
  }

  /** The most specific range decides, and its weight may be none. */
  private static boolean isWanted(String type, String accept) {
    int best = -1;
    boolean wanted = false;
    for (String part : accept.split(",", -1)) {
      String[] pieces = part.split(";", -1);
      int specific = specific(pieces[0].strip(), type);
      if (specific > best) {
        best = specific;
        wanted = !hasNoWeight(pieces);
      }
    }
    return wanted;
  }

  private static int specific(String range, String type) {
    if (range.equals(type)) {
      return 2;
    }
    if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
      return 1;
    }
    return range.equals("*/*") ? 0 : -1;
  }

  private static boolean hasNoWeight(String[] pieces) {
    for (int i = 1; i < pieces.length; i++) {
      if (pieces[i].strip().matches("q=0(\\.0*)?")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a body of this type is read; one that does not say is taken for what is expected. */
  boolean isRead(@Nullable String contentType) {
    if (contentType == null || reads.isEmpty()) {
      return true;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return reads.contains(type) || (reads.contains(PLAIN) && type.endsWith("+json"));
  }
}
