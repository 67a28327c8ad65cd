package dev.crossfade.deploy.cli;

import java.io.IOException;
import java.net.InetAddress;
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
  private static final int PATIENCE_MS = 20_000;

  private final int port;
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

  private Visitors(int port) {
    this.port = port;
  }

  static Visitors at(int port) {
    Visitors visitors = new Visitors(port);
    for (Habit habit : List.of(Habit.ONCE, Habit.ONCE, Habit.KEPT, Habit.KEPT, Habit.HTTP2)) {
      visitors.threads.execute(() -> visitors.visit(habit));
    }
    return visitors;
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private void visit(Habit habit) {
    while (!closing) {
      try (Line line =
          habit == Habit.HTTP2 ? new H2Line(connect(port)) : new H1Line(connect(port))) {
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
