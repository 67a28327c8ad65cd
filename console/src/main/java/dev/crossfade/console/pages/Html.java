package dev.crossfade.console.pages;

import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Visit;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.FindingService;
import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How pages are framed and sent. */
public final class Html {
  /** A method a template. */
  public static final Templates TEMPLATES = new StaticTemplates();

  private final AdminServices services;

  public Html(AdminServices services) {
    this.services = services;
  }

  /**
   * The frame of a page for somebody; asks the services, so on a thread that may block.
   *
   * @param section null: none
   */
  public Frame frame(RoutingContext context, Actor actor, @Nullable Section section, String title) {
    Visit visit = Visit.of(context);
    return new Frame(
        title,
        section,
        actor,
        visit.csrf(),
        visit.canLogOut(),
        Map.of(Section.FINDINGS, grave()),
        Said.take(context));
  }

  /** Findings that stand in the way of going on. */
  private int grave() {
    return services
        .findings(new FindingService.Wanted(null, null, null, "critical", "open", null, null, 1))
        .total();
  }

  /** Answers with a page. */
  public static void send(RoutingContext context, int status, JteModel page) {
    HttpServerResponse response = context.response();
    if (response.closed() || response.ended()) {
      return;
    }
    Utf8ByteOutput output = new Utf8ByteOutput();
    page.render(output);
    response
        .setStatusCode(status)
        .putHeader("content-type", "text/html; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .end(Buffer.buffer(output.toByteArray()));
  }

  /** After something was done: leads on to a page that says what. */
  public static void done(RoutingContext context, String path, String said) {
    Said.tell(context, said);
    context.response().setStatusCode(303).putHeader("location", path).end();
  }
}
