package dev.crossfade.console.pages;

import dev.crossfade.console.http.Routes;

/** {@code /problems}: what the types of problems mean, which the API answers with. */
public final class ProblemsPage {
  private final Html html;

  public ProblemsPage(Html html) {
    this.html = html;
  }

  public void open(Routes routes) {
    routes.view(
        "/problems",
        (context, actor) ->
            Html.send(
                context,
                200,
                Html.TEMPLATES.problems(html.frame(context, actor, null, "Problems"))));
  }
}
