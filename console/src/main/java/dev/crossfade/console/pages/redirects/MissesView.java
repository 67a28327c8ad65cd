package dev.crossfade.console.pages.redirects;

import dev.crossfade.console.service.RedirectService.Miss;
import dev.crossfade.console.service.RedirectService.Misses;

/** What the page of what nobody has says. */
public record MissesView(Misses misses) {
  private static final String ALL_BELOW = "/*";

  /** A map of what is suggested, for a person to look through. */
  public String csv() {
    StringBuilder rows = new StringBuilder("source,target,status\n");
    for (Miss miss : misses.misses()) {
      if (!miss.suggestions().isEmpty() && isPage(miss.path())) {
        rows.append(field(miss.path()))
            .append(',')
            .append(field(miss.suggestions().getFirst()))
            .append(",301\n");
      }
    }
    return rows.toString();
  }

  /** How many rows it has. */
  public long suggested() {
    return misses.misses().stream()
        .filter(miss -> !miss.suggestions().isEmpty() && isPage(miss.path()))
        .count();
  }

  /** In a map an address with a star at its end is everything below: nobody asked for that. */
  private static boolean isPage(String path) {
    return path.startsWith("/") && !path.endsWith(ALL_BELOW);
  }

  private static String field(String text) {
    boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
