package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.shape.Binder.Place;
import dev.crossfade.config.yaml.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads single values: expands them, checks their look, parses them, checks what they refer to. */
final class SingleReader {
  private static final int LONGEST_QUOTE = 60;

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

  /** The value; null: the problems say why there is none. */
  @Nullable Object read(Shape.Single shape, Node node, Place place, Shape.@Nullable Part part) {
    if (!(node instanceof Node.Scalar written)) {
      return refuse(place, Problem.Kind.SHAPE, "is " + node.kind(), shape.expected());
    }
    if (written.type() == Node.Scalar.Type.NULL) {
      return refuse(place, Problem.Kind.SHAPE, "is empty", shape.expected());
    }
    boolean expand = Expansion.isNeeded(written.text());
    Optional<String> text =
        expand
            ? expansion.expand(written.text(), place.mark(), place.path())
            : Optional.of(written.text());
    if (text.isEmpty()) {
      return null;
    }
    // An expanded value counts as unquoted: "${PORT}" may well be a number.
    Node.Scalar scalar = expand ? new Node.Scalar(written.mark(), text.get(), true) : written;
    String quoted = part != null && part.secret() ? "this value" : quote(written);
    if (!shape.type().looksRight(scalar)) {
      Problem.Kind kind = expand ? Problem.Kind.MEANING : Problem.Kind.SHAPE;
      return refuse(
          place, kind, expand ? quoted + " gives no such value" : quoted, shape.expected());
    }
    Object value;
    try {
      value = parse(shape, scalar.text(), this::resolve);
    } catch (IllegalArgumentException e) {
      return refuse(place, Problem.Kind.MEANING, quoted, String.valueOf(e.getMessage()));
    }
    return isDefined(shape, scalar.text(), place)
            && isWithin(shape, value, part, quoted, place)
            && isThere(value, part, place)
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

  private boolean isDefined(Shape.Single shape, String text, Place place) {
    Shape.Names reference = shape.names();
    if (reference == null || text.equals(reference.or())) {
      return true;
    }
    List<String> known = names.definedBy(reference.definedBy());
    if (known.contains(text)) {
      return true;
    }
    String noneKnown = "a name under " + reference.definedBy() + ", where there is none";
    problems.add(
        place.mark(),
        place.path(),
        Problem.Kind.MEANING,
        "\"" + clip(text) + "\" is not defined" + Suggestion.of(text, known, noneKnown));
    return false;
  }

  private boolean isWithin(
      Shape.Single shape, Object value, Shape.@Nullable Part part, String quoted, Place place) {
    Range range = part == null ? null : part.range();
    if (range == null || value instanceof Integer) {
      return true;
    }
    boolean low = !range.min().isEmpty() && compare(value, shape.type().parse(range.min())) < 0;
    boolean high = !range.max().isEmpty() && compare(value, shape.type().parse(range.max())) > 0;
    if (low || high) {
      refuse(place, Problem.Kind.MEANING, quoted, range.min() + ".." + range.max());
    }
    return !low && !high;
  }

  @SuppressWarnings("unchecked") // both were parsed by the same type
  private static int compare(Object value, Object bound) {
    return ((Comparable<Object>) value).compareTo(bound);
  }

  private boolean isThere(Object value, Shape.@Nullable Part part, Place place) {
    if (part == null || !part.input() || !(value instanceof Path file)) {
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
    refuse(place, Problem.Kind.MEANING, file + " " + what, "a readable file");
    return false;
  }

  private @Nullable Object refuse(Place place, Problem.Kind kind, String found, String expected) {
    problems.add(place.mark(), place.path(), kind, found + " (expected: " + expected + ")");
    return null;
  }

  /** A value as it may stand in a message: one line, not too long, quoted where it was. */
  static String quote(Node.Scalar scalar) {
    String text = clip(scalar.text());
    return scalar.plain() ? text : "\"" + text + "\"";
  }

  private static String clip(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? '\ufffd' : c));
    return text.length() > LONGEST_QUOTE ? out + "…" : out.toString();
  }
}
