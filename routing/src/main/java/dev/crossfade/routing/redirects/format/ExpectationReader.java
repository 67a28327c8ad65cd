package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a map is expected to answer: a table of source, target and status as {@link
 * RedirectReader} knows them, where 200 and 404 say that there is no redirect.
 */
public final class ExpectationReader {
  private final String file;
  private final Rules rules;
  private final Consumer<Expectation> expectations;
  private @Nullable Columns columns;

  private ExpectationReader(String file, Rules rules, Consumer<Expectation> expectations) {
    this.file = file;
    this.rules = rules;
    this.expectations = expectations;
  }

  /** Takes what is in a file, in the order of its lines. */
  public interface Sink {
    void onExpectation(Expectation expectation);

    /** A line that expects nothing we understand. */
    void onProblem(Place place, String message);
  }

  /** Reads to the end, and leaves the stream open. */
  public static void read(InputStream in, String file, Sink sink) throws IOException {
    Rules rules = new Rules(file, new ProblemsOnly(sink::onProblem));
    Lines lines = new Lines(TextInput.open(in), rules);
    new ExpectationReader(file, rules, sink::onExpectation).read(lines);
  }

  private void read(Lines lines) throws IOException {
    char separator = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      separator = separator == 0 ? Fields.separator(line) : separator;
      try {
        read(Fields.of(line, separator));
      } catch (Refusal refusal) {
        rules.problem(refusal);
      }
    }
  }

  private void read(List<String> row) throws Refusal {
    Columns known = columns;
    if (known == null) {
      boolean isHeader = Columns.isHeader(row);
      known = isHeader ? Columns.of(row) : Columns.of(Format.CSV);
      columns = known;
      if (isHeader) {
        return;
      }
    }
    String source = at(row, known.source());
    Address address = Address.source(source);
    String status = at(row, known.status());
    String target = Target.of(at(row, known.target()));
    boolean none = status.equals("200") || status.equals("404");
    int number = none ? Expectation.NONE : Status.of(status);
    if (target.isEmpty() && !none && number != Rules.GONE) {
      throw new Refusal("no target (expected: a path, a URL, or the status 410, 404 or 200)");
    }
    expectations.accept(
        new Expectation(
            source,
            address.host(),
            address.path(),
            address.query() == null ? "" : address.query(),
            target,
            number,
            new Place(file, rules.line())));
  }

  private static String at(List<String> row, int column) {
    return column >= 0 && column < row.size() ? row.get(column).strip() : "";
  }
}
