package dev.crossfade.console.api;

import dev.crossfade.console.service.EventService;
import dev.crossfade.console.service.EventService.Event;
import dev.crossfade.console.service.EventService.Since;
import dev.crossfade.console.service.EventService.Watch;
import dev.crossfade.console.service.News;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.json.JsonMapper;

/**
 * One who listens to events. It holds none of them: it has a place among those that are kept, and
 * goes on from there whenever the connection takes more. One that takes nothing for half a minute
 * is cut off. All on the event loop of its connection.
 */
final class EventStream {
  private static final int BATCH = 32;
  private static final long TICK_MILLIS = 5_000;
  private static final int TICKS_TO_HEARTBEAT = 3;
  private static final long MOST_STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Vertx vertx;
  private final Context loop;
  private final HttpServerResponse response;
  private final EventService events;
  private final Wanted wanted;
  private final Runnable onEnd;
  private final AtomicBoolean woken = new AtomicBoolean();
  private String place;
  private Watch watch = () -> {};
  private long timer;
  private int ticks;
  private long takenLast = System.nanoTime();
  private boolean ended;

  /**
   * What somebody wants to be told.
   *
   * @param figures whether that there are new ones to ask for
   */
  record Wanted(Set<News.Kind> kinds, boolean figures) {}

  private EventStream(
      RoutingContext context, EventService events, Wanted wanted, String place, Runnable onEnd) {
    this.vertx = context.vertx();
    this.loop = vertx.getOrCreateContext();
    this.response = context.response();
    this.events = events;
    this.wanted = wanted;
    this.place = place;
    this.onEnd = onEnd;
  }

  /**
   * Answers with events from now on. From any thread of the request.
   *
   * @param place where to begin
   * @param onEnd run once, when nobody listens any more
   */
  static void begin(
      RoutingContext context, EventService events, Wanted wanted, String place, Runnable onEnd) {
    EventStream stream = new EventStream(context, events, wanted, place, onEnd);
    boolean bodiless = context.request().method().equals(HttpMethod.HEAD);
    stream.loop.runOnContext(_ -> stream.start(bodiless));
  }

  private void start(boolean bodiless) {
    response
        .putHeader("content-type", "text/event-stream; charset=utf-8")
        .putHeader("cache-control", "no-store")
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("x-accel-buffering", "no"); // a proxy in front must not wait for more
    if (bodiless || response.closed()) {
      onEnd.run();
      response.end();
      return;
    }
    response.setChunked(true);
    response.closeHandler(_ -> end());
    response.exceptionHandler(_ -> end());
    response.drainHandler(_ -> pump());
    timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick());
    response.write("retry: 2000\n\n");
    watch = events.watchEvents(this::wake);
    pump();
    // At once, so that also who has heard nothing yet can come back to it.
    response.write("id: " + place + "\n\n");
  }

  /** Something happened; on whatever thread that was. */
  private void wake() {
    if (woken.compareAndSet(false, true)) {
      loop.runOnContext(_ -> pump());
    }
  }

  private void pump() {
    woken.set(false);
    while (!ended && !response.writeQueueFull()) {
      takenLast = System.nanoTime();
      Since since = events.eventsSince(place, BATCH);
      place = since.place();
      if (since.missed()) {
        response.write("event: gap\nid: " + place + "\ndata: {}\n\n");
      } else if (since.events().isEmpty()) {
        return;
      } else {
        tell(since);
      }
    }
  }

  private void tell(Since since) {
    StringBuilder text = new StringBuilder();
    for (Event event : since.events()) {
      if (wanted.kinds().contains(event.news().kind())) {
        text.append("event: ")
            .append(event.news().kind().word())
            .append("\nid: ")
            .append(event.id())
            .append("\ndata: ")
            .append(JsonMapper.shared().writeValueAsString(event.news()))
            .append("\n\n");
      }
    }
    if (!text.isEmpty()) {
      response.write(text.toString());
    }
  }

  private void tick() {
    if (response.writeQueueFull()) {
      if (System.nanoTime() - takenLast > MOST_STALLED_NANOS) {
        response.reset();
        end();
      }
    } else {
      pump();
      beat();
    }
  }

  /** The place goes with it: who filters would else come back to one that is long forgotten. */
  private void beat() {
    boolean heartbeat = ++ticks % TICKS_TO_HEARTBEAT == 0;
    if (heartbeat) {
      response.write(": still here\nid: " + place + "\n\n");
    }
    if (wanted.figures()) {
      response.write("event: figures\ndata: {}\n\n");
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      vertx.cancelTimer(timer);
      watch.close();
      onEnd.run();
    }
  }
}
