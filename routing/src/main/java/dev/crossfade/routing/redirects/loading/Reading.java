package dev.crossfade.routing.redirects.loading;

import dev.crossfade.config.model.Redirect;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.IOException;
import java.nio.file.Path;

/** Whoever can read files of redirects. */
@FunctionalInterface
public interface Reading {
  /** Reads a whole file, in the order of its lines. Bad lines are told to the sink. */
  void read(Path file, Redirect.Format format, RuleSink sink) throws IOException;
}
