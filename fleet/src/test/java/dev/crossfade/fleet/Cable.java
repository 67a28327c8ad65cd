package dev.crossfade.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.NullMarked;

/**
 * A network between a client and a server that can be cut: connections stay, new ones are made, and
 * nothing comes through any more. Public: tests of the product use it too.
 */
@NullMarked
public final class Cable implements AutoCloseable {
  private final ServerSocket server;
  private final int to;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition plugged = lock.newCondition();
  private boolean cut;
  private boolean upwardsOnly;

  public Cable(int to) throws IOException {
    this.to = to;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Nothing passes; nobody is told. */
  public void cut() {
    set(true, false);
  }

  /** Questions pass, answers do not. */
  public void loseAnswers() {
    set(true, true);
  }

  /** Everything passes again, also what was held up. */
  public void mend() {
    set(false, false);
  }

  private void set(boolean cut, boolean upwardsOnly) {
    lock.lock();
    try {
      this.cut = cut;
      this.upwardsOnly = upwardsOnly;
      plugged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connect(server.accept());
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void connect(Socket client) throws IOException {
    sockets.add(client);
    try {
      Socket up = new Socket(InetAddress.getLoopbackAddress(), to);
      sockets.add(up);
      Thread.ofVirtual().start(() -> pump(client, up, true));
      Thread.ofVirtual().start(() -> pump(up, client, false));
    } catch (IOException _) {
      client.close(); // the server is away
    }
  }

  private void pump(Socket from, Socket into, boolean upwards) {
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        awaitPlugged(upwards);
        out.write(buffer, 0, n);
      }
    } catch (IOException _) {
      sockets.remove(from); // either end went
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitPlugged(boolean upwards) throws InterruptedException {
    lock.lock();
    try {
      while (cut && !(upwards && upwardsOnly)) {
        plugged.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    mend();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
