package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.shape.Binder.Place;
import dev.crossfade.config.yaml.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads single values: expands them, checks their look, parses them, checks what they refer to. */
final class SingleReader {
  private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]*@");

  private final Problems problems;
  private final Surroundings surroundings;
  private final Expansion expansion;
  private final Names names;

  SingleReader(Problems problems, Surroundings surroundings, Names names) {
    this.problems = problems;
    this.surroundings = surroundings;
    this.expansion = new Expansion(surroundings, problems);
    this.names = names;
  }

  /**
   * A value on its way.
   *
   * @param quoted what a message calls it: as it is written, never as it is expanded
   * @param expanded whether it holds what a variable or a file held
   */
  private record Candidate(
      Shape.Single shape, Place place, Shape.@Nullable Part part, String quoted, boolean expanded) {
    String expected() {
      return shape.expected();
    }

    boolean isSecret() {
      return part != null && part.secret();
    }
  }

  /** The value; null: the problems say why there is none. */
  @Nullable Object read(Shape.Single shape, Node node, Place place, Shape.@Nullable Part part) {
    if (!(node instanceof Node.Scalar written)) {
      return refuse(place, Problem.Kind.SHAPE, "is " + node.kind(), shape.expected());
    }
    if (written.type() == Node.Scalar.Type.NULL) {
      return refuse(place, Problem.Kind.SHAPE, "is empty", shape.expected());
    }
    boolean expanded = Expansion.isNeeded(written.text());
    boolean secret = part != null && part.secret();
    String quoted = secret ? "is something else, not shown here" : quote(written);
    Candidate candidate = new Candidate(shape, place, part, quoted, expanded);
    return expanded ? readExpanded(candidate, written) : readWritten(candidate, written);
  }

  private @Nullable Object readWritten(Candidate candidate, Node.Scalar written) {
    ScalarType type = candidate.shape.type();
    Optional<String> text = type.accept(written);
    if (text.isPresent()) {
      return parsed(candidate, text.get());
    }
    boolean quotesHelp = written.plain() && type.accept(quoted(written)).isPresent();
    return refuse(
        candidate.place,
        Problem.Kind.SHAPE,
        candidate.quoted,
        candidate.expected() + (quotesHelp ? ", in quotes" : ""));
  }

  /** What a variable holds has no quotes to tell 8 from "8": it is whatever is expected. */
  private @Nullable Object readExpanded(Candidate candidate, Node.Scalar written) {
    Place place = candidate.place;
    Optional<String> held = expansion.expand(written.text(), place.mark(), place.path());
    if (held.isEmpty()) {
      return null;
    }
    Node.Scalar plain = new Node.Scalar(written.mark(), held.get(), true);
    ScalarType type = candidate.shape.type();
    Optional<String> text = type.accept(plain).or(() -> type.accept(quoted(plain)));
    return text.isPresent()
        ? parsed(candidate, text.get())
        : refuse(
            place,
            Problem.Kind.MEANING,
            candidate.isSecret()
                ? "expands to something else"
                : candidate.quoted + " expands to something else",
            candidate.expected());
  }

  private static Node.Scalar quoted(Node.Scalar scalar) {
    return new Node.Scalar(scalar.mark(), scalar.text(), false);
  }

  private @Nullable Object parsed(Candidate candidate, String text) {
    Object value;
    try {
      value = parse(candidate.shape, text, this::resolve);
    } catch (IllegalArgumentException e) {
      // The reason may quote the value, which is not for messages when it came from elsewhere.
      String reason = candidate.expanded ? candidate.expected() : String.valueOf(e.getMessage());
      return refuse(candidate.place, Problem.Kind.MEANING, candidate.quoted, reason);
    }
    return isDefined(candidate, text) && isWithin(candidate, value) && isThere(candidate, value)
        ? value
        : null;
  }

  /** Parses a text of the right look; paths come out absolute. */
  static Object parse(Shape.Single shape, String text, UnaryOperator<Path> resolve) {
    Object value = shape.type().parse(text);
    return value instanceof Path path ? resolve.apply(path) : value;
  }

  Path resolve(Path path) {
    return surroundings.resolve(path);
  }

  private boolean isDefined(Candidate candidate, String text) {
    Shape.Names reference = candidate.shape.names();
    if (reference == null || (!text.isEmpty() && text.equals(reference.or()))) {
      return true;
    }
    Set<String> known = names.definedBy(reference.definedBy());
    if (known.contains(text)) {
      return true;
    }
    if (!problems.isFull()) {
      String noneKnown = "a name under " + reference.definedBy() + ", where there is none";
      problems.add(
          candidate.place.mark(),
          candidate.place.path(),
          Problem.Kind.MEANING,
          candidate.expanded
              ? candidate.quoted + " is not defined" + Suggestion.anyOf(known, noneKnown)
              : "\"%s\" is not defined%s"
                  .formatted(Excerpt.of(text), Suggestion.of(text, known, noneKnown)));
    }
    return false;
  }

  private boolean isWithin(Candidate candidate, Object value) {
    Range range = candidate.part == null ? null : candidate.part.range();
    if (range == null || value instanceof Integer) {
      return true;
    }
    ScalarType type = candidate.shape.type();
    boolean low = !range.min().isEmpty() && compare(value, type.parse(range.min())) < 0;
    boolean high = !range.max().isEmpty() && compare(value, type.parse(range.max())) > 0;
    if (low || high) {
      String bounds = range.min() + ".." + range.max();
      refuse(candidate.place, Problem.Kind.MEANING, candidate.quoted, bounds);
    }
    return !low && !high;
  }

  @SuppressWarnings("unchecked") // both were parsed by the same type
  private static int compare(Object value, Object bound) {
    return ((Comparable<Object>) value).compareTo(bound);
  }

  private boolean isThere(Candidate candidate, Object value) {
    if (candidate.part == null || !candidate.part.input() || !(value instanceof Path file)) {
      return true;
    }
    surroundings.onInput(file);
    if (Files.isRegularFile(file) && Files.isReadable(file)) {
      return true;
    }
    String what =
        !Files.exists(file)
            ? "does not exist"
            : Files.isRegularFile(file) ? "cannot be read" : "is no regular file";
    String name = candidate.expanded ? candidate.quoted : file.toString();
    refuse(candidate.place, Problem.Kind.MEANING, name + " " + what, "a readable file");
    return false;
  }

  private @Nullable Object refuse(Place place, Problem.Kind kind, String found, String expected) {
    problems.add(place.mark(), place.path(), kind, found + " (expected: " + expected + ")");
    return null;
  }

  /** A value as it may stand in a message, quoted where it was, a URL without its password. */
  static String quote(Node.Scalar scalar) {
    String text = Excerpt.of(CREDENTIALS.matcher(scalar.text()).replaceFirst("//…@"));
    return scalar.plain() ? text : "\"" + text + "\"";
  }
}
