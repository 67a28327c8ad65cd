package dev.crossfade.console.pages.overview;

import dev.crossfade.config.value.HostPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to another gateway's console. What a gateway told comes by way of the store, so it is
 * looked at like anything from elsewhere.
 */
final class AdminLink {
  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::");

  private AdminLink() {}

  /**
   * An address that can be followed; null: it is no http or https URL, or it means whatever machine
   * it is opened on.
   */
  static @Nullable String of(String admin) {
    try {
      URI uri = new URI(admin);
      String scheme = uri.getScheme();
      String authority = uri.getRawAuthority();
      boolean web = "http".equals(scheme) || "https".equals(scheme);
      if (!web || authority == null || !authority.matches(HostPort.PATTERN)) {
        return null;
      }
      HostPort there = HostPort.parse(authority);
      return there.isLoopback() || EVERY_ADDRESS.contains(there.host())
          ? null
          : scheme + "://" + there + "/";
    } catch (URISyntaxException | IllegalArgumentException _) {
      return null; // which is shown as it was told
    }
  }
}
