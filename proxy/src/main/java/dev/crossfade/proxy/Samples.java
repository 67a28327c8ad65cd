package dev.crossfade.proxy;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.value.Share;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which answers of a process are copied as samples, and who looks at them. The draw comes first, so
 * that all other requests are free. Thread-safe.
 */
final class Samples implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Samples.class);

  private final ShadowRoom room;
  private volatile @Nullable Desk desk;

  /** Who takes them, and what waits for them. */
  private record Desk(SampleSink sink, ShadowQueue queue) {
    /** A sink that fails must not be the end of a visitor's request. */
    boolean wants(Decision.Serve serve, ClientRequest request) {
      try {
        return sink.wants(serve, Sampling.host(request), request.path(), request.query());
      } catch (RuntimeException e) {
        log.atError().addKeyValue("unit", serve.unit()).setCause(e).log("no sample is wanted");
        return false;
      }
    }

    void onMiss(String unit, ShadowMiss why) {
      try {
        sink.onMiss(unit, why);
      } catch (RuntimeException e) {
        log.atError().addKeyValue("unit", unit).setCause(e).log("no miss is counted");
      }
    }
  }

  /** A sample, whose copy is released when it was taken or dropped. */
  private record Entry(Desk desk, Sampling.Taken taken) implements ShadowQueue.Entry {
    @Override
    public String unit() {
      return taken.unit();
    }

    @Override
    public void hand() {
      desk.sink.onSample(taken.sample());
    }

    @Override
    public void release() {
      taken.answer().release();
    }

    @Override
    public void onDropped() {
      desk.onMiss(taken.unit(), ShadowMiss.DROPPED);
    }
  }

  /**
   * @param room what copies may take
   */
  Samples(ShadowRoom room) {
    this.room = room;
  }

  /** Begins to copy answers; once. */
  void open(SampleSink sink) {
    if (desk != null) {
      throw new IllegalStateException("samples have a sink already (expected: one)");
    }
    desk = new Desk(sink, ShadowQueue.start("samples"));
  }

  /**
   * Whether an answer becomes a sample.
   *
   * @return who copies it; null: it does not
   */
  @Nullable Copying begin(
      Plan plan, Decision.Serve serve, Visitor visitor, ClientRequest request, Report report) {
    Desk told = desk;
    SampleRules rules = plan.samples();
    if (told == null || ThreadLocalRandom.current().nextInt(Share.WHOLE) >= rules.basisPoints()) {
      return null;
    }
    String unit = serve.unit();
    if (unit == null
        || !rules.isFor(serve)
        || !isForAnybody(plan, visitor, request)
        || !told.wants(serve, request)) {
      return null;
    }
    if (!room.isLeft()) {
      onMiss(unit, ShadowMiss.BUSY);
      return null;
    }
    Sampling sampling = new Sampling(this, plan, unit, serve, visitor, request, report);
    return new Copying(sampling, new AnswerCopy(room, rules.maxBody()), request);
  }

  /** Whether a page is asked for, and nothing says by whom or says that part of it would do. */
  private static boolean isForAnybody(Plan plan, Visitor visitor, ClientRequest request) {
    String userHeader = plan.forwarding().userHeader();
    return request.head().isMethod("GET")
        && request.head().has(Name.HOST)
        && !request.head().has(Name.AUTHORIZATION)
        && visitor.preview() == null
        && isPage(visitor)
        && request.header("range") == null
        && (userHeader == null || !request.fromTrustedHop() || request.header(userHeader) == null);
  }

  /** Browsers say what they fetch for a page; crawlers say nothing. */
  private static boolean isPage(Visitor visitor) {
    RequestHead head = visitor.head();
    return switch (visitor.kind()) {
      case NAVIGATION -> true;
      case SUBRESOURCE -> false;
      case OTHER -> head.header("sec-fetch-mode") == null && head.header("sec-fetch-dest") == null;
    };
  }

  /** The visitor has all of the answer. */
  void onSample(Sampling.Taken taken) {
    Desk told = desk;
    if (told != null) {
      told.queue.add(new Entry(told, taken));
    }
  }

  void onMiss(String unit, ShadowMiss why) {
    Desk told = desk;
    if (told != null) {
      told.onMiss(unit, why);
    }
  }

  @Override
  public void close() {
    Desk told = desk;
    if (told != null) {
      told.queue.close();
    }
  }
}
