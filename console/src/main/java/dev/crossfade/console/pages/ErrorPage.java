package dev.crossfade.console.pages;

import dev.crossfade.console.http.Answers;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;

/** What went wrong, as a page where a browser asked for one, else as problem+json. */
public final class ErrorPage {
  private ErrorPage() {}

  /**
   * Answers.
   *
   * @param title in a few words, such as {@code not found}
   * @param detail what exactly, and what was expected
   */
  public static void send(RoutingContext context, int status, String title, String detail) {
    if (!wantsPage(context)) {
      Answers.problem(context, status, title, detail);
      return;
    }
    Frame frame = new Frame(capital(title), null, null, "", false, Map.of(), null);
    Html.send(context, status, Html.TEMPLATES.error(frame, status, detail, advice(status)));
  }

  /** Whether a browser is to show the answer: the API and scripts are answered in JSON. */
  public static boolean wantsPage(RoutingContext context) {
    String accept = context.request().getHeader("accept");
    HttpMethod method = context.request().method();
    return !context.request().path().startsWith("/api/")
        && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.POST))
        && accept != null
        && accept.contains("text/html");
  }

  private static String advice(int status) {
    return switch (status) {
      case 401 -> "Log in with a token of admin.tokens.";
      case 403 -> "Ask an operator, or log in with an operator's token.";
      case 404 -> "Begin at the overview, or at the page that led here.";
      case 413 -> "Send less at once.";
      case 500 -> "The gateway serves on. Its log says what happened.";
      default -> "Go back, and try again.";
    };
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
