package dev.crossfade.console.pages.config;

import dev.crossfade.config.Loaded;
import dev.crossfade.config.Reload;
import dev.crossfade.config.Snapshot;
import dev.crossfade.config.model.Admin.Role;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.console.http.Actor;
import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.pages.ErrorPage;
import dev.crossfade.console.pages.Frame;
import dev.crossfade.console.pages.Html;
import dev.crossfade.console.pages.Section;
import dev.crossfade.console.service.AdminServices;
import dev.crossfade.console.service.ConfigService.ConfigDifference;
import dev.crossfade.console.service.ConfigService.Consequence;
import dev.crossfade.console.service.ConfigService.VersionText;
import dev.crossfade.console.service.Expected;
import dev.crossfade.console.service.ProblemView;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /config…}. */
public final class ConfigPages {
  private static final int MOST_VERSION = 999_999_999;

  private final AdminServices services;
  private final Html html;

  public ConfigPages(AdminServices services, Html html) {
    this.services = services;
    this.html = html;
  }

  public void open(Routes routes) {
    routes.view("/config", this::active);
    routes.view("/config/difference", this::difference);
    routes.view("/config/check", (c, actor) -> send(c, actor, 200, ConfigCheck.NOTHING));
    routes.act("/config/check", Role.VIEWER, this::check);
    routes.view("/config/reload", (c, actor) -> step(c, actor, null, null));
    routes.act("/config/reload", Role.OPERATOR, this::reload);
    routes.view("/config/:version", this::version);
    routes.view("/config/:version/text", this::text);
    routes.view("/config/:version/rollback", (c, actor) -> step(c, actor, number(c), null));
    routes.act("/config/:version/rollback", Role.OPERATOR, this::rollback);
  }

  private Frame frame(RoutingContext context, Actor actor, String title) {
    return html.frame(context, actor, Section.CONFIG, title);
  }

  private void active(RoutingContext context, Actor actor) {
    Optional<Snapshot> snapshot = services.snapshot();
    ConfigView view =
        new ConfigView(
            snapshot.orElse(null),
            snapshot
                .flatMap(active -> services.versionText(active.version()))
                .map(VersionText::text)
                .map(ShownText::of)
                .orElse(null),
            services.versions());
    Html.send(context, 200, Html.TEMPLATES.configActive(frame(context, actor, "Config"), view));
  }

  /** 0: it is none. */
  private static long number(RoutingContext context) {
    String text = context.pathParam("version");
    return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
  }

  private static void notKept(RoutingContext context, String version) {
    ErrorPage.send(
        context,
        404,
        "no such version",
        "version " + version + " is not kept (expected: one of those on /config)");
  }

  private void version(RoutingContext context, Actor actor) {
    Optional<VersionText> kept = services.versionText(number(context));
    if (kept.isEmpty()) {
      notKept(context, context.pathParam("version"));
      return;
    }
    String text = kept.get().text();
    Html.send(
        context,
        200,
        Html.TEMPLATES.configVersion(
            frame(context, actor, "Version " + kept.get().version().version()),
            kept.get(),
            text == null ? null : ShownText.of(text)));
  }

  private void text(RoutingContext context, Actor actor) {
    Optional<String> text = services.versionText(number(context)).map(VersionText::text);
    if (text.isPresent()) {
      Answers.text(context, 200, "text/plain; charset=utf-8", text.get());
    } else {
      notKept(context, context.pathParam("version"));
    }
  }

  private void difference(RoutingContext context, Actor actor) {
    Parameters asked = Parameters.of(context, "from", "to");
    long active = services.snapshot().map(Snapshot::version).orElse(0L);
    int to = asked.number("to", (int) active, 1, MOST_VERSION);
    int from = asked.number("from", Math.max(1, to - 1), 1, MOST_VERSION);
    Optional<ConfigDifference> difference = services.difference(from, to);
    if (difference.isEmpty()) {
      notKept(context, from + " or " + to);
      return;
    }
    Html.send(
        context,
        200,
        Html.TEMPLATES.configDifference(
            frame(context, actor, "Version " + from + " to " + to),
            difference.get(),
            services.versions()));
  }

  private void check(RoutingContext context, Actor actor) {
    String sent = context.request().getFormAttribute("text");
    String text = sent == null ? "" : sent.replace("\r\n", "\n");
    boolean files = actor.may(Role.OPERATOR);
    switch (services.check(text, files)) {
      case Loaded.Valid valid ->
          send(
              context,
              actor,
              200,
              new ConfigCheck(
                  text,
                  true,
                  files,
                  List.of(),
                  views(valid.warnings()),
                  services.changes(valid.config())));
      case Loaded.Invalid invalid ->
          send(
              context,
              actor,
              422,
              new ConfigCheck(
                  text,
                  false,
                  files,
                  views(invalid.problems()),
                  views(invalid.warnings()),
                  List.of()));
    }
  }

  private static List<ProblemView> views(List<Problem> problems) {
    return problems.stream().map(ProblemView::of).toList();
  }

  private void send(RoutingContext context, Actor actor, int status, ConfigCheck checked) {
    Html.send(
        context,
        status,
        Html.TEMPLATES.configCheck(frame(context, actor, "Check a configuration"), checked));
  }

  private void step(
      RoutingContext context, Actor actor, @Nullable Long version, @Nullable String wrong) {
    Optional<Consequence> consequence = services.consequence(version, actor.may(Role.OPERATOR));
    if (consequence.isEmpty()) {
      notKept(context, String.valueOf(version));
      return;
    }
    long active = services.snapshot().map(Snapshot::version).orElse(0L);
    Undertaking step = new Undertaking(version, active, consequence.get(), wrong);
    Html.send(
        context,
        wrong == null ? 200 : 422,
        Html.TEMPLATES.configStep(frame(context, actor, step.title()), step));
  }

  private void reload(RoutingContext context, Actor actor) {
    String reason = reason(context);
    if (reason.isEmpty()) {
      step(context, actor, null, "why is missing (expected: a reason, for the journal)");
      return;
    }
    answer(context, actor, null, services.reload(actor.name(), reason, seen(context)));
  }

  private void rollback(RoutingContext context, Actor actor) {
    long version = number(context);
    String reason = reason(context);
    if (reason.isEmpty()) {
      step(context, actor, version, "why is missing (expected: a reason, for the journal)");
      return;
    }
    answer(
        context, actor, version, services.rollback(version, actor.name(), reason, seen(context)));
  }

  /** What the form was made from: another configuration may have become active meanwhile. */
  private static Expected seen(RoutingContext context) {
    String version = context.request().getFormAttribute("seen");
    return version == null || version.isEmpty() ? Expected.ANY : Expected.of(Set.of(version));
  }

  private void answer(
      RoutingContext context, Actor actor, @Nullable Long version, AdminServices.Reading reading) {
    switch (reading) {
      case AdminServices.Read(Reload reload) -> done(context, actor, version, reload);
      case AdminServices.Outdated(Snapshot active) ->
          step(
              context,
              actor,
              version,
              "Version "
                  + active.version()
                  + " of "
                  + active.cause().actor()
                  + " became active meanwhile: look again.");
      case AdminServices.NotKept(long kept) -> notKept(context, Long.toString(kept));
    }
  }

  private void done(RoutingContext context, Actor actor, @Nullable Long version, Reload reload) {
    switch (reload) {
      case Reload.Applied applied ->
          Html.done(
              context,
              "/config",
              "Version "
                  + applied.snapshot().version()
                  + (version == null
                      ? " is active."
                      : " is active: what version " + version + " said."));
      case Reload.Refused refused ->
          step(context, actor, version, "It was refused: " + refused.problems().getFirst());
    }
  }

  private static String reason(RoutingContext context) {
    String reason = context.request().getFormAttribute("reason");
    return reason == null ? "" : reason.strip();
  }
}
