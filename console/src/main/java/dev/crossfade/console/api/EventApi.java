package dev.crossfade.console.api;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Media;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.http.Routes;
import dev.crossfade.console.service.EventService;
import dev.crossfade.console.service.News.Kind;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/events}: what happens, as it happens, for as long as somebody listens. */
public final class EventApi {
  private static final int MOST_STREAMS = 100;
  private static final String FIGURES = "figures";

  private final EventService services;
  private final AtomicInteger open = new AtomicInteger();

  public EventApi(EventService services) {
    this.services = services;
  }

  public void open(Routes routes) {
    routes.view("/api/v1/events", Media.answering("text/event-stream"), (c, _) -> events(c));
  }

  private void events(RoutingContext context) {
    Parameters asked = Parameters.of(context, "kinds", "after");
    String names = asked.text("kinds");
    EventStream.Wanted wanted = wanted(names == null ? "" : names);
    String place = place(context, asked.text("after"));
    if (open.incrementAndGet() > MOST_STREAMS) {
      open.decrementAndGet();
      context.response().putHeader("retry-after", "10");
      Answers.problem(
          context,
          503,
          "unavailable",
          MOST_STREAMS + " listen to events already (expected: fewer, or later)");
      return;
    }
    EventStream.begin(context, services, wanted, place, open::decrementAndGet);
  }

  /** Where to go on: a browser that comes back says it in a field, a page in a parameter. */
  private String place(RoutingContext context, @Nullable String after) {
    String last = context.request().getHeader("last-event-id");
    if (last != null && !last.isEmpty()) {
      return last;
    }
    return after == null || after.isEmpty() ? services.latestEvent() : after;
  }

  private static EventStream.Wanted wanted(String names) {
    if (names.isEmpty()) {
      return new EventStream.Wanted(EnumSet.allOf(Kind.class), true);
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    boolean figures = false;
    for (String name : names.split(",", -1)) {
      if (name.equals(FIGURES)) {
        figures = true;
      } else {
        kinds.add(kind(name));
      }
    }
    return new EventStream.Wanted(kinds, figures);
  }

  private static Kind kind(String name) {
    return Arrays.stream(Kind.values())
        .filter(kind -> kind.word().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadRequest(
                    "kinds: " + name + " (expected: some of " + words() + "," + FIGURES + ")"));
  }

  private static String words() {
    return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(","));
  }
}
