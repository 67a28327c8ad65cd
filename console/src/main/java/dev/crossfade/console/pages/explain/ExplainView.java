package dev.crossfade.console.pages.explain;

import dev.crossfade.console.service.ExplainService.Explanation;
import dev.crossfade.console.service.ExplainService.Unclear;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the page says.
 *
 * @param asked as it was written; empty texts: nothing was
 * @param explanation null: nothing was asked, or it is unclear
 * @param unclear null: it is not
 */
public record ExplainView(
    Asked asked, @Nullable Explanation explanation, @Nullable Unclear unclear) {

  /**
   * The fields of the form.
   *
   * @param header a line each
   * @param cookie a line each
   */
  public record Asked(
      String url,
      String method,
      String ip,
      String country,
      String header,
      String cookie,
      String bucket) {
    /** Whether more than a URL is said. */
    public boolean isParticular() {
      return !(method + ip + country + header + cookie + bucket).isEmpty();
    }
  }

  /** What is wrong with a field; null: nothing. */
  public @Nullable String wrong(String field) {
    if (unclear == null) {
      return null;
    }
    String named = unclear.field().isEmpty() ? "url" : unclear.field();
    return named.equals(field) ? unclear.message() : null;
  }

  /** The outcome in a sentence. */
  public static String sentence(Explanation of) {
    return switch (of.action()) {
      case "serve" -> of.backend() + " serves it";
      case "redirect" -> "The visitor is sent on with " + of.status();
      case "gone" -> "The page is gone: the gateway answers 410";
      default -> "The gateway answers " + of.status() + ": " + of.reason();
    };
  }

  /** Why, in a sentence. */
  public static String why(Explanation of) {
    String unit =
        of.unit() == null ? "no unit matches, so the default decides" : "unit " + of.unit();
    String reason = of.action().equals("reject") ? "" : ", " + reason(of.reason());
    return unit
        + reason
        + (of.bucket() == null ? "" : ": bucket " + of.bucket())
        + (of.exposure() == null ? "" : ", and next has " + percent(of.exposure()) + " %");
  }

  private static String reason(String word) {
    return switch (word) {
      case "bucket" -> "by the visitor's bucket";
      case "rule" -> "by a rule for a cohort";
      case "pin" -> "by the visitor's pin";
      case "preview" -> "by a preview link";
      case "guard" -> "by a guard that keeps the template from next";
      case "page" -> "as part of a page";
      case "redirect" -> "by a redirect";
      case "default" -> "by default";
      default -> "because of " + word;
    };
  }

  /** 25, 0.5. */
  private static String percent(double percent) {
    return BigDecimal.valueOf(percent).stripTrailingZeros().toPlainString();
  }
}
