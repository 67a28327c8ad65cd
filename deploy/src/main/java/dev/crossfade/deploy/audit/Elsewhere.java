package dev.crossfade.deploy.audit;

import dev.crossfade.config.problem.Excerpt;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where a host is instead of where DNS says: {@code www.shop.example=10.0.0.7:8443}. A host may
 * have a port, and then only that port of it is meant.
 */
record Elsewhere(String host, InetSocketAddress place) {

  /** Reads one. */
  static final class Converter implements ITypeConverter<Elsewhere> {
    @Override
    public Elsewhere convert(String text) {
      int equals = text.indexOf('=');
      String host = equals < 1 ? "" : text.substring(0, equals).toLowerCase(Locale.ROOT);
      String place = text.substring(equals + 1);
      int colon = place.lastIndexOf(':');
      boolean ported =
          colon > place.lastIndexOf(']') && colon == place.indexOf(':', place.lastIndexOf(']') + 1);
      String name = ported ? place.substring(0, colon) : place;
      int port = ported ? port(place.substring(colon + 1)) : 0;
      if (host.isEmpty() || name.isEmpty() || port < 0) {
        throw new TypeConversionException(
            Excerpt.of(text) + " (expected: HOST=ADDRESS such as www.shop.example=10.0.0.7:8443)");
      }
      try {
        return new Elsewhere(host, new InetSocketAddress(InetAddress.getByName(name), port));
      } catch (UnknownHostException _) {
        throw new TypeConversionException(Excerpt.of(name) + " has no address");
      }
    }

    /** −1: none. */
    private static int port(String text) {
      int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
      return port > 0 && port <= 65_535 ? port : -1;
    }
  }
}
