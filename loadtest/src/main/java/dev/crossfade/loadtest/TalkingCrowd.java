package dev.crossfade.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * WebSockets that stay open and talk all the time: each sends a message to an echo, reads it back,
 * and goes on a moment later. One that ends before it was told to is dropped; it is counted and
 * another takes its place.
 */
public final class TalkingCrowd implements AutoCloseable {
  private static final long PAUSE_MILLIS = 20;
  private static final int EXAMPLES = 10;

  private final URI target;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder messages = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Queue<String> examples = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  private TalkingCrowd(URI target) {
    this.target = target;
  }

  /**
   * What came of them.
   *
   * @param messages that came back as they were sent
   * @param dropped WebSockets that ended early, or whose echo was late or another
   * @param examples how, the first few
   */
  public record Result(long messages, long dropped, List<String> examples) {
    public Result {
      examples = List.copyOf(examples);
    }
  }

  /**
   * Returns when so many stand, and all of them talk.
   *
   * @param target such as ws://127.0.0.1:8080/echo
   * @throws IOException if one of them cannot be opened
   */
  public static TalkingCrowd open(URI target, int size) throws IOException, InterruptedException {
    TalkingCrowd crowd = new TalkingCrowd(target);
    List<Talker> talkers = new ArrayList<>();
    try {
      for (int i = 0; i < size; i++) {
        talkers.add(Talker.open(crowd.client, target));
      }
    } catch (IOException | InterruptedException e) {
      crowd.close();
      throw e;
    }
    talkers.forEach(talker -> crowd.threads.execute(() -> crowd.stay(talker)));
    return crowd;
  }

  private void stay(Talker first) {
    Talker talker = first;
    try {
      while (!stopping) {
        try {
          talker.exchange();
          messages.increment();
        } catch (IOException e) {
          onDropped(e);
          talker.abort();
          talker = another(talker);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
      talker.end();
    } catch (InterruptedException _) {
      talker.abort();
      Thread.currentThread().interrupt();
    }
  }

  /** In the place of one that was dropped; tried until it opens or the crowd is closed. */
  private Talker another(Talker dropped) throws InterruptedException {
    while (!stopping) {
      try {
        return Talker.open(client, target);
      } catch (IOException e) {
        onDropped(e);
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    return dropped;
  }

  private void onDropped(IOException why) {
    dropped.increment();
    if (examples.size() < EXAMPLES) {
      examples.add(String.valueOf(why.getMessage()));
    }
  }

  /** Messages that came back so far. */
  public long messages() {
    return messages.sum();
  }

  /** WebSockets that were dropped so far. */
  public long dropped() {
    return dropped.sum();
  }

  /** Lets every message under way come back, closes, and tells. */
  public Result stop() {
    close();
    return new Result(messages.sum(), dropped.sum(), List.copyOf(examples));
  }

  @Override
  public void close() {
    stopping = true;
    threads.close();
    client.shutdownNow();
  }
}
