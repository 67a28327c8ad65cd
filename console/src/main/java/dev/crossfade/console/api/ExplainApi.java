package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.ExplainService;
import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/explain}: the decision for a request, with every step of why. */
public final class ExplainApi {
  private static final int LAST_BUCKET = 9_999;

  private final ExplainService services;

  public ExplainApi(ExplainService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/explain", (c, _) -> explain(c));
  }

  private void explain(RoutingContext context) {
    Parameters asked =
        Parameters.of(context, "url", "method", "ip", "country", "header", "cookie", "bucket");
    String url = asked.text("url");
    if (url == null) {
      throw new BadRequest("url is missing (expected: such as https://www.shop.example/c/sale)");
    }
    int bucket = asked.number("bucket", -1, 0, LAST_BUCKET);
    ExplainService.Question question =
        new ExplainService.Question(
            url,
            asked.text("method"),
            asked.text("ip"),
            asked.text("country"),
            asked.all("header"),
            asked.all("cookie"),
            bucket < 0 ? null : bucket);
    switch (services.explain(question)) {
      case ExplainService.Explanation explanation -> Answers.json(context, 200, explanation);
      case ExplainService.Unclear unclear ->
          Answers.problem(context, 400, "bad request", unclear.message());
    }
  }
}
