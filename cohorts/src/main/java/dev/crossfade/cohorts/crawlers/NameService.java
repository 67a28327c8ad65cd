package dev.crossfade.cohorts.crawlers;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** The domain name system, as far as crawlers are verified by it. Waits; never on an event loop. */
public interface NameService {
  /**
   * What an address is called; empty: it has no name.
   *
   * @throws IOException nobody answered, or not to the point
   */
  List<String> namesOf(InetAddress address) throws IOException;

  /**
   * The addresses of a name; empty: there is no such name.
   *
   * @throws IOException nobody answered, or not to the point
   */
  List<InetAddress> addressesOf(String name) throws IOException;
}
