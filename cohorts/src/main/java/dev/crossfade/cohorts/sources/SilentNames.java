package dev.crossfade.cohorts.sources;

import dev.crossfade.cohorts.crawlers.NameService;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** A name service that is not asked, for those who only look at a configuration. */
final class SilentNames implements NameService {
  @Override
  public List<String> namesOf(InetAddress address) throws IOException {
    throw new IOException(address.getHostAddress() + ": nobody is asked for names here");
  }

  @Override
  public List<InetAddress> addressesOf(String name) throws IOException {
    throw new IOException(name + ": nobody is asked for addresses here");
  }
}
