package dev.crossfade.routing.redirects.loading;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Reads a file on one core while another compiles what was read: rules go from thread to thread in
 * batches, in the order of the file, and no more of them wait than a few.
 */
final class RuleBatches implements RuleSink {
  private static final int SIZE = 1 << 8;
  private static final int WAITING = 4;

  private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(WAITING);
  private List<RuleSinkCall> batch = new ArrayList<>(SIZE);

  private RuleBatches() {}

  /** What a reader said. */
  private sealed interface RuleSinkCall {
    record Rule(RedirectRule rule) implements RuleSinkCall {}

    record Problem(Place place, String message) implements RuleSinkCall {}
  }

  /** Some of what a reader said, or how it ended. */
  private sealed interface Batch {
    record Said(List<RuleSinkCall> calls) implements Batch {}

    record Ended() implements Batch {}

    record Failed(Throwable cause) implements Batch {}
  }

  /** Reads the file and hands all of it to the sink, on the calling thread. */
  static void read(Reading reading, Path file, Redirect.Format format, RuleSink sink)
      throws IOException {
    RuleBatches batches = new RuleBatches();
    Thread reader =
        Thread.ofPlatform()
            .daemon()
            .name("redirect-reader")
            .start(() -> batches.readAll(reading, file, format));
    try {
      batches.drainTo(sink);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new IOException("reading was interrupted");
    } finally {
      reader.interrupt(); // it has ended, or nobody takes what it reads
    }
  }

  private void drainTo(RuleSink sink) throws IOException, InterruptedException {
    while (true) {
      switch (queue.take()) {
        case Batch.Said(List<RuleSinkCall> calls) -> calls.forEach(call -> pass(call, sink));
        case Batch.Ended _ -> {
          return;
        }
        case Batch.Failed(Throwable cause) ->
            throw new IOException(String.valueOf(cause.getMessage()), cause);
      }
    }
  }

  private static void pass(RuleSinkCall call, RuleSink sink) {
    switch (call) {
      case RuleSinkCall.Rule(RedirectRule rule) -> sink.onRule(rule);
      case RuleSinkCall.Problem(Place place, String message) -> sink.onProblem(place, message);
    }
  }

  private void readAll(Reading reading, Path file, Redirect.Format format) {
    try {
      Batch end;
      try {
        reading.read(file, format, this);
        flush();
        end = new Batch.Ended();
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        end = new Batch.Failed(e);
      }
      queue.put(end);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // whoever compiles has gone
    }
  }

  @Override
  public void onRule(RedirectRule rule) {
    say(new RuleSinkCall.Rule(rule));
  }

  @Override
  public void onProblem(Place place, String message) {
    say(new RuleSinkCall.Problem(place, message));
  }

  private void say(RuleSinkCall call) {
    batch.add(call);
    if (batch.size() == SIZE) {
      try {
        flush();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("nobody takes what is read", e);
      }
    }
  }

  private void flush() throws InterruptedException {
    queue.put(new Batch.Said(batch));
    batch = new ArrayList<>(SIZE);
  }
}
