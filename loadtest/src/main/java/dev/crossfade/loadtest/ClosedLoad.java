package dev.crossfade.loadtest;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Visitors who each send a request when they have read the answer to the one before, on one
 * keep-alive connection. What they wait for is what is measured: a closed loop says whether every
 * request is answered, not how a crowd that does not wait would fare.
 */
public final class ClosedLoad implements AutoCloseable {
  private static final long MOST_NANOS = 60_000_000_000L;
  private static final int EXAMPLES = 10;

  private final URI target;
  private final List<byte[]> requests;
  private final List<String> paths;
  private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
  private final Histogram nanos = new ConcurrentHistogram(MOST_NANOS, 3);
  private final LongAdder failed = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  private ClosedLoad(URI target, List<String> paths, List<String> fields) {
    this.target = target;
    this.paths = List.copyOf(paths);
    this.requests =
        this.paths.stream().map(path -> RawConnection.request(target, path, fields)).toList();
  }

  /**
   * What came of a load.
   *
   * @param requests answered with a status below 500
   * @param failed not answered, cut short, or answered with 500 and above
   * @param examples what went wrong, the first few
   */
  public record Result(
      long requests,
      long failed,
      long connections,
      double medianMillis,
      double p99Millis,
      double maxMillis,
      List<String> examples) {
    public Result {
      examples = List.copyOf(examples);
    }
  }

  /** Starts so many visitors, each at another of the paths. */
  public static ClosedLoad start(URI target, List<String> paths, int visitors) {
    return start(target, paths, List.of(), visitors);
  }

  /** The same, with fields such as {@code Cookie: a=b} in every request. */
  public static ClosedLoad start(
      URI target, List<String> paths, List<String> fields, int visitors) {
    ClosedLoad load = new ClosedLoad(target, paths, fields);
    for (int i = 0; i < visitors; i++) {
      int first = i;
      load.visitors.execute(() -> load.visit(first));
    }
    return load;
  }

  private void visit(int first) {
    for (int i = first; !stopping; ) {
      try (RawConnection connection = RawConnection.to(target)) {
        connections.increment();
        do {
          ask(connection, i++ % paths.size());
        } while (!stopping && connection.isKept());
      } catch (IOException e) {
        onFailure(e.toString());
      }
    }
  }

  private void ask(RawConnection connection, int number) throws IOException {
    long start = System.nanoTime();
    int status = connection.ask(requests.get(number));
    if (status >= 500) {
      onFailure("status " + status + " for " + paths.get(number));
    } else {
      nanos.recordValue(Math.min(System.nanoTime() - start, MOST_NANOS));
    }
  }

  private void onFailure(String what) {
    failed.increment();
    if (examples.size() < EXAMPLES) {
      examples.add(what);
    }
  }

  /** Lets every visitor finish the request under way, and tells what came of all. */
  public Result stop() {
    close();
    return new Result(
        nanos.getTotalCount(),
        failed.sum(),
        connections.sum(),
        nanos.getValueAtPercentile(50) / 1e6,
        nanos.getValueAtPercentile(99) / 1e6,
        nanos.getMaxValue() / 1e6,
        List.copyOf(examples));
  }

  @Override
  public void close() {
    stopping = true;
    visitors.close();
  }
}
