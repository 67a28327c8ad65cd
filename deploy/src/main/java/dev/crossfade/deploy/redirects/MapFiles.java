package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.config.model.Severity;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RuleSink;
import dev.crossfade.routing.redirects.format.RedirectReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What files of redirects say: their rules, and the lines that are none. */
final class MapFiles implements RuleSink {
  private final List<RedirectRule> rules = new ArrayList<>();
  private final List<RedirectProblem> problems = new ArrayList<>();

  /** A file that cannot be read; the message says which and why. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static MapFiles read(List<Path> files, Format format) throws Unreadable {
    MapFiles read = new MapFiles();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        RedirectReader.read(in, file.toString(), format, read);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return read;
  }

  static Unreadable unreadable(Path file, IOException e) {
    boolean isMissing = e instanceof NoSuchFileException;
    return new Unreadable(
        file + (isMissing ? ": does not exist" : ": cannot be read: " + e.getMessage()), e);
  }

  @Override
  public void onRule(RedirectRule rule) {
    rules.add(rule);
  }

  @Override
  public void onProblem(Place place, String message) {
    problems.add(
        new RedirectProblem(
            "RED-INVALID", Severity.CRITICAL, place.file(), place.line(), "", "", message));
  }

  List<RedirectRule> rules() {
    return rules;
  }

  List<RedirectProblem> problems() {
    return problems;
  }
}
