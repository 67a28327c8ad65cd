package dev.crossfade.console;

import io.vertx.ext.web.RoutingContext;

/** {@code /api/v1/explain}: the decision for a request, with every step of why. */
final class ExplainApi {
  private final ExplainService services;

  ExplainApi(ExplainService services) {
    this.services = services;
  }

  void explain(RoutingContext context) {
    Parameters asked = Parameters.of(context, "url", "method", "ip", "country", "header", "cookie");
    String url = asked.text("url");
    if (url == null) {
      throw new BadRequest("url is missing (expected: such as https://www.shop.example/c/sale)");
    }
    ExplainService.Question question =
        new ExplainService.Question(
            url,
            asked.text("method"),
            asked.text("ip"),
            asked.text("country"),
            asked.all("header"),
            asked.all("cookie"));
    switch (services.explain(question)) {
      case ExplainService.Explanation explanation -> Answers.json(context, 200, explanation);
      case ExplainService.Unclear unclear ->
          Answers.problem(context, 400, "bad request", unclear.message());
    }
  }
}
