package dev.crossfade.console.pages.explain;

import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.pages.explain.ExplainView.Asked;
import dev.crossfade.console.service.ExplainService;
import dev.crossfade.console.service.ExplainService.Answer;
import dev.crossfade.console.service.ExplainService.Explanation;
import dev.crossfade.console.service.ExplainService.Question;
import dev.crossfade.console.service.ExplainService.Unclear;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /explain}: a form whose answer has an address of its own, to be sent to somebody. */
public final class ExplainPage {
  private final ExplainService services;
  private final Html html;

  public ExplainPage(ExplainService services, Html html) {
    this.services = services;
    this.html = html;
  }

  public void open(Routes routes) {
    routes.view("/explain", this::explain);
  }

  private void explain(RoutingContext context, Actor actor) {
    Parameters all =
        Parameters.of(context, "url", "method", "ip", "country", "header", "cookie", "bucket");
    Asked asked =
        new Asked(
            text(all, "url"),
            text(all, "method"),
            text(all, "ip"),
            text(all, "country"),
            lines(all, "header"),
            lines(all, "cookie"),
            text(all, "bucket"));
    boolean empty = asked.url().isEmpty() && !asked.isParticular();
    Answer answer = empty ? null : answer(asked);
    ExplainView view =
        new ExplainView(
            asked,
            answer instanceof Explanation explanation ? explanation : null,
            answer instanceof Unclear unclear ? unclear : null);
    Html.send(
        context,
        view.unclear() == null ? 200 : 400,
        Html.TEMPLATES.explainPage(html.frame(context, actor, Section.EXPLAIN, "Explain"), view));
  }

  private Answer answer(Asked asked) {
    if (asked.url().isEmpty()) {
      return new Unclear("url", "URL: none (expected: such as https://www.shop.example/c/sale)");
    }
    if (!asked.bucket().matches("[0-9]{0,4}")) {
      return new Unclear("bucket", "bucket: " + asked.bucket() + " (expected: 0..9999)");
    }
    return services.explain(
        new Question(
            asked.url(),
            said(asked.method()),
            said(asked.ip()),
            said(asked.country()),
            split(asked.header()),
            split(asked.cookie()),
            asked.bucket().isEmpty() ? null : Integer.valueOf(asked.bucket())));
  }

  private static @Nullable String said(String text) {
    return text.isEmpty() ? null : text;
  }

  private static List<String> split(String lines) {
    return lines.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static String text(Parameters all, String name) {
    String text = all.text(name);
    return text == null ? "" : text.strip();
  }

  /** Also where somebody took the address of the API, in which each has a parameter. */
  private static String lines(Parameters all, String name) {
    return String.join("\n", all.all(name)).strip();
  }
}
