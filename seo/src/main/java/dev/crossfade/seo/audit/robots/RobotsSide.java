package dev.crossfade.seo.audit.robots;

import dev.crossfade.seo.robots.Robots;
import dev.crossfade.seo.robots.RobotsFile;
import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The robots.txt of one storefront.
 *
 * @param name where it is from, for people
 * @param site whose it is; null: of a file nobody knows that
 */
public record RobotsSide(String name, @Nullable WebUrl site, Robots robots) {
  /** Null: there is none that can be read. */
  @Nullable RobotsFile file() {
    return robots instanceof Robots.Ruled(RobotsFile file) ? file : null;
  }

  List<String> agents() {
    RobotsFile file = file();
    return file == null ? List.of() : file.agents();
  }

  List<String> probes() {
    RobotsFile file = file();
    return file == null ? List.of() : file.probes();
  }

  List<RobotsFile.SitemapLine> sitemaps() {
    RobotsFile file = file();
    return file == null ? List.of() : file.sitemaps();
  }
}
