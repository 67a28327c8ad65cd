package dev.crossfade.routing.redirects.loading;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Redirect;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectCompiler;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The redirect map of a configuration, and what it was made of: the next configuration takes it
 * over when neither its redirects nor their files have changed. Immutable.
 */
public final class RedirectMaps {
  private final RedirectMap map;
  private final List<Redirect> redirects;
  private final List<FileStamp> files;
  private final List<String> warnings;

  private RedirectMaps(
      RedirectMap map, List<Redirect> redirects, List<FileStamp> files, List<String> warnings) {
    this.map = map;
    this.redirects = List.copyOf(redirects);
    this.files = List.copyOf(files);
    this.warnings = List.copyOf(warnings);
  }

  public RedirectMap map() {
    return map;
  }

  /** What it was made of. */
  public List<Redirect> redirects() {
    return redirects;
  }

  /** What an operator should know of, a line each. */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * Reads and compiles all redirects of a configuration.
   *
   * @param previous what was loaded before; null: nothing
   * @param problems takes what must not be applied, a line each; then the answer must not be used
   */
  public static RedirectMaps load(
      Config config, Reading reading, @Nullable RedirectMaps previous, List<String> problems) {
    if (previous != null && previous.isStillTrue(config.redirects())) {
      return previous;
    }
    return load(config.redirects(), reading, problems);
  }

  /** The same of redirects that are in no configuration yet. */
  public static RedirectMaps load(
      List<Redirect> redirects, Reading reading, List<String> problems) {
    LineProblems refused = new LineProblems();
    LineProblems passedOver = new LineProblems();
    Lenience lenience = new Lenience(refused, passedOver);
    RedirectCompiler compiler = new RedirectCompiler(lenience);
    List<FileStamp> files = new ArrayList<>();
    for (int i = 0; i < redirects.size(); i++) {
      add(redirects.get(i), "redirects[" + i + "]", reading, compiler, lenience, files);
    }
    lenience.strict();
    RedirectMap map = compiler.compile();
    refused.addTo(problems);
    List<String> warnings = new ArrayList<>();
    passedOver.addTo(warnings);
    if (map.repeated() > 0) {
      warnings.add(
          "redirects: "
              + map.repeated()
              + " ask for what an earlier one asks for and never match (crossfade redirects lint"
              + " names them)");
    }
    return new RedirectMaps(map, redirects, files, warnings);
  }

  /** Whether the files still say what they said when they were read. */
  public boolean isAsRead() {
    return isStillTrue(redirects);
  }

  /**
   * Reads redirects again, as rules: what lint judges.
   *
   * @param sink gets them in the order in which they are written
   * @throws IOException a file cannot be read
   */
  public static void read(List<Redirect> redirects, Reading reading, RuleSink sink)
      throws IOException {
    for (int i = 0; i < redirects.size(); i++) {
      Place place = new Place("redirects[" + i + "]", 0);
      switch (redirects.get(i)) {
        case Redirect.Prefix prefix ->
            sink.onRule(rule(new Source.Prefix(null, prefix.prefix()), prefix.to(), place));
        case Redirect.ByPattern pattern ->
            sink.onRule(rule(new Source.Matching(null, pattern.pattern()), pattern.to(), place));
        case Redirect.FromFile file -> reading.read(file.file(), file.format(), sink);
      }
    }
  }

  private static void add(
      Redirect redirect,
      String key,
      Reading reading,
      RedirectCompiler compiler,
      Lenience lenience,
      List<FileStamp> files) {
    Place place = new Place(key, 0);
    lenience.strict();
    switch (redirect) {
      case Redirect.Prefix prefix ->
          compiler.add(
              rule(new Source.Prefix(null, prefix.prefix()), prefix.to(), place), prefix.policy());
      case Redirect.ByPattern pattern ->
          compiler.add(
              rule(new Source.Matching(null, pattern.pattern()), pattern.to(), place),
              pattern.policy());
      case Redirect.FromFile file -> {
        lenience.lenient(file.lenient());
        try {
          files.add(FileStamp.of(file.file()));
          RuleBatches.read(
              reading,
              file.file(),
              file.format(),
              new CompilingSink(compiler, file.policy(), lenience));
        } catch (IOException e) {
          lenience.strict();
          lenience.onProblem(place, file.file() + ": " + e + " (expected: a readable file)");
        }
      }
    }
  }

  private static RedirectRule rule(Source source, String target, Place place) {
    return new RedirectRule(source, target, RedirectRule.UNSAID, place);
  }

  private boolean isStillTrue(List<Redirect> wanted) {
    if (!redirects.equals(wanted)) {
      return false;
    }
    try {
      for (FileStamp stamp : files) {
        if (!stamp.isStillTrue()) {
          return false;
        }
      }
      return true;
    } catch (IOException _) {
      return false; // whoever reads it now says what is wrong
    }
  }
}
