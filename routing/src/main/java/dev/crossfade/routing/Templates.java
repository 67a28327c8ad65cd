package dev.crossfade.routing;

import dev.crossfade.config.model.Seo;
import dev.crossfade.config.value.PathPattern;
import java.util.ArrayList;
import java.util.List;

/** Which pages are built alike: classes by their paths; the first that matches wins. Immutable. */
public final class Templates {
  /** Of pages that no template names. */
  public static final String OTHER = "other";

  private final List<Entry> entries;

  private record Entry(String name, List<PathMatcher> paths) {}

  private Templates(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  public static Templates of(List<Seo.Template> templates) {
    List<Entry> entries = new ArrayList<>();
    for (Seo.Template template : templates) {
      List<PathMatcher> paths = new ArrayList<>();
      for (PathPattern path : template.path()) {
        paths.add(PathMatcher.of(path));
      }
      entries.add(new Entry(template.name(), List.copyOf(paths)));
    }
    return new Templates(entries);
  }

  /** The name of the template that has this path. */
  public String nameOf(String path) {
    for (Entry entry : entries) {
      for (PathMatcher matcher : entry.paths) {
        if (matcher.matches(path)) {
          return entry.name;
        }
      }
    }
    return OTHER;
  }
}
