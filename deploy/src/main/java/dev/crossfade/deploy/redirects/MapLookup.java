package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.Redirection;
import dev.crossfade.routing.redirects.format.Expectation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where files of redirects lead, asked from elsewhere than these commands. */
public final class MapLookup {
  private static final Place NOWHERE = new Place("asked", 0);

  private final RedirectMap map;
  private final List<String> problems;

  private MapLookup(RedirectMap map, List<String> problems) {
    this.map = map;
    this.problems = List.copyOf(problems);
  }

  /**
   * Reads files of any format; together they are one map.
   *
   * @throws IOException one of them cannot be read; the message says which and why
   */
  public static MapLookup read(List<Path> files) throws IOException {
    try {
      MapFiles read = MapFiles.read(files, Format.AUTO);
      List<RedirectProblem> problems = new ArrayList<>(read.problems());
      RedirectMap map = Flat.map(read.rules(), problems);
      return new MapLookup(
          map, problems.stream().map(p -> p.file() + ":" + p.line() + ": " + p.message()).toList());
    } catch (MapFiles.Unreadable e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Lines that are no redirects. */
  public List<String> problems() {
    return problems;
  }

  /**
   * Where a request is led; null: nowhere; empty: the page is gone.
   *
   * @param query empty: there is none
   */
  public @Nullable String target(boolean secure, String host, String path, String query) {
    String source = (secure ? "https://" : "http://") + host + path;
    Redirection found =
        map.find(
            new Asked(new Expectation(source, host, path, query, "", 0, NOWHERE)), (_, _) -> true);
    return found == null ? null : found.location();
  }
}
