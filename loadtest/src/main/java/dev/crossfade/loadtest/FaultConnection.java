package dev.crossfade.loadtest;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/** A client and the connection to the target that was made for it. */
final class FaultConnection {
  private final Socket client;
  private final Socket server = new Socket();
  private final FaultPipe toTarget;
  private final FaultPipe toClient;

  FaultConnection(Socket client) {
    this.client = client;
    ReentrantLock lock = new ReentrantLock();
    this.toTarget = new FaultPipe(client, server, this::reset, lock);
    this.toClient = new FaultPipe(server, client, this::reset, lock);
  }

  void onFault(FaultProxy.Direction direction, WireFault fault) {
    switch (direction) {
      case TO_TARGET -> toTarget.onFault(fault);
      case TO_CLIENT -> toClient.onFault(fault);
    }
  }

  /**
   * Passes bytes until both directions have ended. A target that is not there resets the client.
   */
  void run(InetSocketAddress target) {
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(target);
      Thread other = Thread.ofVirtual().start(toTarget::run);
      toClient.run();
      other.join();
    } catch (IOException _) {
      reset();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      close();
    }
  }

  void reset() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException _) {
        // closed already
      }
    }
    close();
  }

  void close() {
    toTarget.close();
    toClient.close();
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException _) {
        // nobody is left to tell
      }
    }
  }
}
