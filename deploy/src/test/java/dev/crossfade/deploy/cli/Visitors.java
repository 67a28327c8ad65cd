package dev.crossfade.deploy.cli;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that ask without a pause until they are closed: some on a new connection each time, some
 * as long as a connection lasts, some by HTTP/2. They try nothing twice: whatever goes wrong
 * counts.
 */
final class Visitors implements AutoCloseable {
  private final int port;
  private final Way way;
  private final AtomicInteger answers = new AtomicInteger();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean closing;

  /** How a client uses its connections. */
  private enum Habit {
    ONCE,
    KEPT,
    HTTP2
  }

  private Visitors(int port, Way way) {
    this.port = port;
    this.way = way;
  }

  static Visitors at(int port) {
    return at(port, Way.PLAIN);
  }

  static Visitors at(int port, Way way) {
    Visitors visitors = new Visitors(port, way);
    for (Habit habit : List.of(Habit.ONCE, Habit.ONCE, Habit.KEPT, Habit.KEPT, Habit.HTTP2)) {
      visitors.threads.execute(() -> visitors.visit(habit));
    }
    return visitors;
  }

  static Socket connect(int port) throws IOException {
    return Way.PLAIN.connect(port, "http/1.1");
  }

  private Line open(Habit habit) throws IOException {
    return habit == Habit.HTTP2
        ? new H2Line(way.connect(port, "h2"))
        : new H1Line(way.connect(port, "http/1.1"));
  }

  private void visit(Habit habit) {
    while (!closing) {
      try (Line line = open(habit)) {
        do {
          line.ask();
          answers.incrementAndGet();
        } while (habit != Habit.ONCE && !closing && !line.isLast());
      } catch (IOException e) {
        failures.add(habit + ": " + e);
      }
    }
  }

  int answers() {
    return answers.get();
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    closing = true;
    threads.close(); // waits for them
  }
}
