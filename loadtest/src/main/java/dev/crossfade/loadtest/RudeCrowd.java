package dev.crossfade.loadtest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that leave in the middle of an answer: half of them at once and with a reset, the others
 * after having read slowly for a while. Each comes back on another connection until the crowd is
 * closed.
 */
public final class RudeCrowd implements AutoCloseable {
  private static final int SIP = 4 << 10;
  private static final int SIPS = 40;
  private static final long PAUSE_MILLIS = 50;
  private static final int PATIENCE_MILLIS = 10_000;

  private final URI target;
  private final byte[] request;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final LongAdder aborted = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private RudeCrowd(URI target) {
    this.target = target;
    this.request = RawConnection.request(target, target.getPath(), List.of());
  }

  /** Starts so many clients; the answer should be longer than what sockets hold. */
  public static RudeCrowd start(URI target, int clients) {
    RudeCrowd crowd = new RudeCrowd(target);
    for (int i = 0; i < clients; i++) {
      boolean slow = i % 2 == 1;
      crowd.clients.execute(() -> crowd.visit(slow));
    }
    return crowd;
  }

  /** Answers that were left in their middle. */
  public long aborted() {
    return aborted.sum();
  }

  /** Connections that ended before their client wanted to. */
  public long failed() {
    return failed.sum();
  }

  private void visit(boolean slow) {
    while (!closed) {
      try (Socket socket = new Socket()) {
        open.add(socket);
        try {
          leave(socket, slow);
        } finally {
          open.remove(socket);
        }
        aborted.increment();
      } catch (IOException _) {
        if (!closed) {
          failed.increment();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void leave(Socket socket, boolean slow) throws IOException, InterruptedException {
    socket.setReceiveBufferSize(SIP);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), PATIENCE_MILLIS);
    socket.getOutputStream().write(request);
    sip(socket.getInputStream(), slow ? SIPS : 1);
    socket.setSoLinger(true, 0);
  }

  private void sip(InputStream in, int sips) throws IOException, InterruptedException {
    for (int i = 0; i < sips && !closed; i++) {
      if (in.readNBytes(SIP).length < SIP) {
        throw new IOException("the answer ended early");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (Socket socket : open) {
      socket.close();
    }
    clients.close();
  }
}
