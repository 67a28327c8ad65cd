package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import dev.crossfade.deploy.maps.MapLint;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectMap;
import dev.crossfade.routing.redirects.RedirectProblem;
import dev.crossfade.routing.redirects.Redirection;
import dev.crossfade.routing.redirects.format.Expectation;
import dev.crossfade.routing.redirects.format.ExpectationReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code redirects test}: does a map answer as somebody expects? */
@Command(
    name = "test",
    description = {
      "Asks the compiled map what it answers to each source of FILE.",
      "A line is source,target,status; 200 and 404 say that there is no redirect."
    },
    footer = {
      "",
      "Examples:",
      "  crossfade redirects test expected.csv --map redirects.csv",
      "  crossfade redirects test expected.csv --map old.csv --map _redirects --json",
      "",
      "Exit codes: 0 all as expected, 1 some are not, 2 a file cannot be read or FILE has bad lines."
    },
    mixinStandardHelpOptions = true)
final class TestCommand extends Speaking {
  @Parameters(paramLabel = "FILE", description = "What is expected.")
  private Path file;

  @Option(
      names = "--map",
      required = true,
      paramLabel = "FILE",
      description = "Redirects, in any format; may be repeated.")
  private List<Path> maps;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  TestCommand(Cli.Streams streams) {
    super(streams);
  }

  /** One answer that is not as expected. */
  private record Failure(String source, String expected, String got) {}

  @Override
  public Integer call() {
    List<Expectation> expectations = new ArrayList<>();
    List<RedirectProblem> problems = new ArrayList<>();
    RedirectMap map;
    boolean understood;
    try {
      MapFiles read = MapFiles.read(maps, Format.AUTO);
      problems.addAll(read.problems());
      map = Flat.map(read.rules(), problems);
      understood = readInto(expectations);
    } catch (MapFiles.Unreadable e) {
      complain(String.valueOf(e.getMessage()));
      return Exit.PROBLEM;
    }
    Report.to(streams().err()).print(MapLint.worstFirst(problems));
    List<Failure> failures = new ArrayList<>();
    for (Expectation expectation : expectations) {
      Redirection got = map.find(new Asked(expectation), (_, _) -> true);
      if (!isAsExpected(expectation, got)) {
        String answer =
            got == null ? "no redirect" : Expectation.answer(got.status(), got.location());
        failures.add(new Failure(expectation.source(), expectation.toString(), answer));
      }
    }
    report(expectations.size() - failures.size(), failures);
    return !understood ? Exit.PROBLEM : failures.isEmpty() ? Exit.OK : Exit.FINDINGS;
  }

  /** False: lines were not understood, which is told. */
  private boolean readInto(List<Expectation> expectations) throws MapFiles.Unreadable {
    boolean[] understood = {true};
    try (InputStream in = Files.newInputStream(file)) {
      ExpectationReader.read(
          in,
          file.toString(),
          new ExpectationReader.Sink() {
            @Override
            public void onExpectation(Expectation expectation) {
              expectations.add(expectation);
            }

            @Override
            public void onProblem(Place place, String message) {
              understood[0] = false;
              complain(place + ": " + message);
            }
          });
    } catch (IOException e) {
      throw MapFiles.unreadable(file, e);
    }
    return understood[0];
  }

  private static boolean isAsExpected(Expectation expected, @Nullable Redirection got) {
    if (got == null || expected.status() == Expectation.NONE) {
      return got == null && expected.status() == Expectation.NONE;
    }
    boolean sameStatus = expected.status() == 0 || expected.status() == got.status();
    return sameStatus
        && absolute(expected, expected.target()).equals(absolute(expected, got.location()));
  }

  /** A path is on the host that was asked, so both ways to write it are the same. */
  private static String absolute(Expectation asked, String target) {
    String host = asked.host();
    if (host == null || !target.startsWith("/")) {
      return target;
    }
    return (asked.source().startsWith("http:") ? "http://" : "https://") + host + target;
  }

  private void report(int passed, List<Failure> failures) {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("passed", passed);
      document.put("failed", failures.size());
      document.put("failures", failures);
      say(JsonMapper.shared().writeValueAsString(document));
      return;
    }
    for (Failure failure : failures) {
      say(failure.source() + ": expected " + failure.expected() + ", got " + failure.got());
    }
    say(passed + " passed, " + failures.size() + " failed");
  }
}
