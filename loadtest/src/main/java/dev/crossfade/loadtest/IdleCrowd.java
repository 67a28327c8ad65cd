package dev.crossfade.loadtest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that were of use once and are kept: each has asked and been answered, and says
 * nothing more until the crowd is closed. Opened one after the other, by one thread.
 */
public final class IdleCrowd implements AutoCloseable {
  /** A source address has about 28,000 ports, and others use them too: so each crowd takes many. */
  private static final int CONNECTIONS_OF_AN_ADDRESS = 2_000;

  private static final int MOST = 250 * CONNECTIONS_OF_AN_ADDRESS;

  private final List<RawConnection> connections = new ArrayList<>();

  private IdleCrowd() {}

  /**
   * Opens so many connections to a loopback target.
   *
   * @param fields such as {@code Cookie: a=b}
   * @param requests each connection asks so often before it idles
   * @throws IOException if one cannot be opened, is answered with anything but 200, or not kept
   */
  public static IdleCrowd open(URI target, List<String> fields, int connections, int requests)
      throws IOException {
    if (connections < 1 || connections > MOST || requests < 1) {
      throw new IllegalArgumentException(
          connections
              + " connections, "
              + requests
              + " requests (expected: 1.."
              + MOST
              + ", 1 or more)");
    }
    IdleCrowd crowd = new IdleCrowd();
    byte[] request = RawConnection.request(target, target.getPath(), fields);
    try {
      for (int i = 0; i < connections; i++) {
        crowd.add(target, 1 + i / CONNECTIONS_OF_AN_ADDRESS, request, requests);
      }
      return crowd;
    } catch (IOException e) {
      int open = crowd.connections.size();
      crowd.close();
      throw new IOException("connection " + open + " of " + connections + ": " + e.getMessage(), e);
    }
  }

  private void add(URI target, int host, byte[] request, int requests) throws IOException {
    InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 7, (byte) host});
    RawConnection connection = RawConnection.to(target, from);
    connections.add(connection);
    for (int i = 0; i < requests; i++) {
      int status = connection.ask(request);
      if (status != 200 || !connection.isKept()) {
        String kept = connection.isKept() ? "" : " and the connection was not kept";
        throw new IOException("status " + status + kept + " (expected: 200, kept)");
      }
    }
  }

  public int size() {
    return connections.size();
  }

  @Override
  public void close() throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
    connections.clear();
  }
}
