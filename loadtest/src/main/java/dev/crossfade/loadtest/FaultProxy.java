package dev.crossfade.loadtest;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy that misbehaves on demand: listens on a free loopback port, connects to its target
 * for each client, and passes bytes both ways through a {@link WireFault} for each direction.
 * Faults can be changed at any time, from any thread, and act on connections under way as on those
 * to come. A target that is not there is a reset. Knows no protocol. Two virtual threads a
 * connection; {@link #close} ends all of them.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 1_024;

  private final InetSocketAddress target;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  // Guarded by this: a connection meets either the old fault and the change, or the new fault.
  private final Map<Direction, WireFault> faults = new EnumMap<>(Direction.class);
  private final Set<FaultConnection> connections = new HashSet<>();
  private final InetSocketAddress address;
  private @Nullable Listener listener;
  private boolean closed;

  /** Which way bytes go. */
  public enum Direction {
    /** From the client: requests. */
    TO_TARGET,
    /** From the target: answers. */
    TO_CLIENT
  }

  private FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.address = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    heal();
  }

  /** Listens; passes everything until told otherwise. */
  public static FaultProxy to(InetSocketAddress target) throws IOException {
    return new FaultProxy(requireNonNull(target, "target"));
  }

  /** Where clients connect. Stays the same, also over {@link #refuse} and {@link #accept}. */
  public InetSocketAddress address() {
    return address;
  }

  /** From now on one direction has this fault, instead of the one before. */
  public synchronized void inject(Direction direction, WireFault fault) {
    requireNonNull(fault, "fault");
    faults.put(direction, fault);
    for (FaultConnection connection : connections) {
      connection.onFault(direction, fault);
    }
  }

  /** From now on both directions have this fault. */
  public synchronized void inject(WireFault fault) {
    for (Direction direction : Direction.values()) {
      inject(direction, fault);
    }
  }

  /** Both directions pass bytes as they come. Does not end {@link #refuse}. */
  public void heal() {
    inject(WireFault.NONE);
  }

  /** Closes the listener: new clients are refused by the kernel. Connections under way go on. */
  public void refuse() throws IOException {
    Listener last;
    synchronized (this) {
      last = listener;
      listener = null;
    }
    if (last != null) {
      last.close(); // without the lock, which its thread may be waiting for
    }
  }

  /** Listens again, on the same port. */
  public synchronized void accept() throws IOException {
    if (closed) {
      throw new IllegalStateException("the proxy at " + address + " is closed");
    }
    if (listener == null) {
      listen(address);
    }
  }

  private InetSocketAddress listen(InetSocketAddress at) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(at, BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    listener = new Listener(socket, Executors.newVirtualThreadPerTaskExecutor());
    listener.thread().execute(() -> acceptAll(socket));
    return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
  }

  /** The port is free again when the thread that accepts has noticed that its socket is closed. */
  private record Listener(ServerSocket socket, ExecutorService thread) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      socket.close();
      thread.close();
    }
  }

  private void acceptAll(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        onClient(new FaultConnection(socket.accept()));
      } catch (IOException _) {
        // closed, by refuse or close; or a client that was gone before it was accepted
      }
    }
  }

  private synchronized void onClient(FaultConnection connection) {
    if (closed) {
      connection.close();
      return;
    }
    connections.add(connection);
    faults.forEach(connection::onFault);
    threads.execute(
        () -> {
          connection.run(target);
          onEnd(connection);
        });
  }

  private synchronized void onEnd(FaultConnection connection) {
    connections.remove(connection);
  }

  /** Closes the listener and every connection, and waits for their threads. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
    }
    refuse();
    synchronized (this) {
      connections.forEach(FaultConnection::close);
    }
    threads.close();
  }
}
