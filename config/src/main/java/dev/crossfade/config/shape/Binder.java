package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.yaml.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the model's records from a document. Goes on after a problem with what is left, so that one
 * run reports them all; what it returns then is for further checks only. One load, one of these.
 */
public final class Binder {
  /** Keys at the top that hold anchors for reuse and mean nothing by themselves. */
  private static final String EXTENSION = "x-";

  private final Problems problems;
  private final Names names;
  private final SingleReader singles;

  public Binder(Problems problems, Surroundings surroundings) {
    this.problems = problems;
    this.names = new Names();
    this.singles = new SingleReader(problems, surroundings, names);
  }

  /** The document as a record of this type, as far as it could be read. */
  public <T> Optional<T> bind(Class<T> type, Node document) {
    Shape.Fixed shape = new Shape.Fixed(type);
    if (document instanceof Node.Mapping mapping) {
      names.collect(shape, mapping);
    }
    Object bound = read(shape, document, new Place("", document.mark()), null).value;
    return Optional.ofNullable(bound).map(type::cast);
  }

  /**
   * Where we are: a path, and the mark that a problem with the whole of it gets.
   *
   * @param shorthand whether its only key is not written, so that the key's place is this one
   */
  record Place(String path, Mark mark, boolean shorthand) {
    Place(String path, Mark mark) {
      this(path, mark, false);
    }

    Place key(Node.Mapping.Entry entry) {
      return shorthand
          ? new Place(path, mark)
          : new Place(Paths.key(path, entry.key()), entry.mark());
    }
  }

  /**
   * What became of a node.
   *
   * @param value null: it has none, and the problems say why
   * @param whole whether all of it could be read; of a list, whether every item has a value
   */
  private record Read(@Nullable Object value, boolean whole) {
    static final Read NOTHING = new Read(null, false);
  }

  private Read read(Shape shape, Node node, Place place, Shape.@Nullable Part part) {
    return switch (shape) {
      case Shape.Single single -> {
        Object value = singles.read(single, node, place, part);
        yield new Read(value, value != null);
      }
      case Shape.Many many -> readMany(many, node, place, part);
      case Shape.Dictionary dictionary -> readDictionary(dictionary, node, place, part);
      case Shape.Fixed fixed -> readFixed(fixed, node, place);
      case Shape.Tagged tagged -> readTagged(tagged, node, place);
      case Shape.Told told -> readTold(told, node, place);
    };
  }

  private Read readMany(Shape.Many many, Node node, Place place, Shape.@Nullable Part part) {
    if (!(node instanceof Node.Sequence list)) {
      if (node instanceof Node.Scalar scalar && scalar.type() == Node.Scalar.Type.NULL) {
        return wrongKind(many, node, place);
      }
      Read only = read(many.item(), node, place, part);
      return new Read(only.value == null ? List.of() : List.of(only.value), only.value != null);
    }
    if (many.notEmpty() && list.items().isEmpty()) {
      shapeProblem(place, "is an empty list (expected: at least one)");
      return Read.NOTHING;
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      Node item = list.items().get(i);
      Place at = new Place(Paths.index(place.path(), i), item.mark());
      Object value = read(many.item(), item, at, part).value;
      if (value != null) {
        items.add(value);
      }
    }
    return new Read(Collections.unmodifiableList(items), items.size() == list.items().size());
  }

  private Read readDictionary(
      Shape.Dictionary shape, Node node, Place place, Shape.@Nullable Part part) {
    if (!(node instanceof Node.Mapping mapping)) {
      return wrongKind(shape, node, place);
    }
    if (shape.notEmpty() && shape.required().isEmpty() && mapping.entries().isEmpty()) {
      shapeProblem(place, "is empty (expected: at least one key)");
      return Read.NOTHING;
    }
    Pattern keys = Pattern.compile(shape.keyPattern());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Node.Mapping.Entry entry : mapping.entries()) {
      Place at = place.key(entry);
      if (!keys.matcher(entry.key()).matches()) {
        shapeProblem(at, "not a key here (expected: " + shape.keyExpected() + ")");
        continue;
      }
      Object value = read(shape.value(), entry.value(), at, part).value;
      if (value != null) {
        values.put(entry.key(), value);
      }
    }
    for (String required : shape.required()) {
      if (mapping.entry(required).isEmpty()) {
        missing(place, required, shape.value());
      }
    }
    boolean whole = values.size() == mapping.entries().size();
    return new Read(Collections.unmodifiableMap(values), whole);
  }

  private Read readTagged(Shape.Tagged shape, Node node, Place place) {
    if (!(node instanceof Node.Mapping mapping)) {
      return wrongKind(shape, node, place);
    }
    for (Node.Mapping.Entry entry : mapping.entries()) {
      if (!shape.alternatives().containsKey(entry.key())) {
        unknownKey(place.key(entry), entry.key(), List.copyOf(shape.alternatives().keySet()));
        return Read.NOTHING;
      }
    }
    if (mapping.entries().size() != 1) {
      shapeProblem(
          place,
          "has %d keys (expected: %s)".formatted(mapping.entries().size(), shape.expected()));
      return Read.NOTHING;
    }
    Node.Mapping.Entry only = mapping.entries().getFirst();
    Shape.Fixed alternative = shape.alternatives().get(only.key());
    return alternative == null
        ? Read.NOTHING
        : readFixed(alternative, only.value(), place.key(only));
  }

  private Read readTold(Shape.Told shape, Node node, Place place) {
    if (!(node instanceof Node.Mapping mapping)) {
      return wrongKind(shape, node, place);
    }
    for (Map.Entry<String, Shape.Fixed> alternative : shape.alternatives().entrySet()) {
      if (mapping.entry(alternative.getKey()).isPresent()) {
        return readFixed(alternative.getValue(), node, place);
      }
    }
    shapeProblem(
        place,
        "has none of the keys that say what it is (expected: one of "
            + String.join(", ", shape.alternatives().keySet())
            + ")");
    return Read.NOTHING;
  }

  private Read readFixed(Shape.Fixed shape, Node node, Place place) {
    if (!(node instanceof Node.Mapping mapping)) {
      return readShorthand(shape, node, place);
    }
    List<String> known = shape.keys().stream().map(Shape.Part::name).toList();
    for (Node.Mapping.Entry entry : mapping.entries()) {
      boolean extension = place.path().isEmpty() && entry.key().startsWith(EXTENSION);
      if (!known.contains(entry.key()) && !extension) {
        unknownKey(place.key(entry), entry.key(), known);
      }
    }
    return readParts(shape, mapping, place);
  }

  private Read readShorthand(Shape.Fixed shape, Node node, Place place) {
    String shorthand = shape.shorthand();
    if (shorthand == null) {
      return wrongKind(shape, node, place);
    }
    Node.Mapping.Entry entry = new Node.Mapping.Entry(place.mark(), shorthand, node);
    Node.Mapping mapping = new Node.Mapping(place.mark(), List.of(entry), node.weight());
    return readParts(shape, mapping, new Place(place.path(), place.mark(), true));
  }

  private Read readParts(Shape.Fixed shape, Node.Mapping mapping, Place place) {
    List<Shape.Part> parts = shape.parts();
    @Nullable Object[] values = new @Nullable Object[parts.size()];
    Set<String> unread = new HashSet<>();
    boolean usable = true;
    for (int i = 0; i < values.length; i++) {
      Shape.Part part = parts.get(i);
      Optional<Node.Mapping.Entry> entry = mapping.entry(part.name());
      Read read = new Read(null, true);
      if (part.inline()) {
        read = readParts((Shape.Fixed) part.shape(), mapping, place);
      } else if (entry.isPresent()) {
        read = readPart(part, entry.get(), place);
      } else if (part.required()) {
        missing(place, part.name(), part.shape());
        read = Read.NOTHING;
      }
      if (!read.whole) {
        unread.add(part.name());
      }
      values[i] = read.value == null && !part.inline() ? fallback(part) : read.value;
      usable &= values[i] != null || part.nullable();
    }
    if (!usable) {
      return Read.NOTHING;
    }
    Object record = Records.make(shape.type(), values);
    if (record instanceof CheckedInParts || (unread.isEmpty() && record instanceof Checked)) {
      ((Checked) record)
          .check(new Complaints(problems, mapping, place.mark(), place.path(), unread));
    }
    return new Read(record, unread.isEmpty());
  }

  private Read readPart(Shape.Part part, Node.Mapping.Entry entry, Place place) {
    Place at = place.key(entry);
    return read(part.shape(), entry.value(), at, part);
  }

  /** What a part is when the file does not say; null where that is nothing. */
  private @Nullable Object fallback(Shape.Part part) {
    String text = part.fallback();
    if (part.nullable()) {
      return null;
    }
    return switch (part.shape()) {
      case Shape.Single single ->
          text == null ? null : SingleReader.parse(single, text, singles::resolve);
      case Shape.Many many -> {
        List<Object> items = new ArrayList<>();
        if (text != null && many.item() instanceof Shape.Single single) {
          for (String item : text.split(", ", -1)) {
            items.add(SingleReader.parse(single, item, singles::resolve));
          }
        }
        yield Collections.unmodifiableList(items);
      }
      case Shape.Dictionary _ -> Map.of();
      case Shape.Fixed fixed ->
          part.required()
              ? null
              : readParts(
                      fixed, new Node.Mapping(Mark.START, List.of(), 1), new Place("", Mark.START))
                  .value;
      case Shape.Tagged _, Shape.Told _ -> null;
    };
  }

  private void missing(Place place, String key, Shape shape) {
    problems.add(
        place.mark(),
        Paths.key(place.path(), key),
        Problem.Kind.SHAPE,
        "is missing (expected: " + shape.expected() + ")");
  }

  private void unknownKey(Place place, String key, List<String> known) {
    if (problems.isFull()) {
      return;
    }
    shapeProblem(place, "unknown key" + Suggestion.of(key, known, "no keys"));
  }

  private Read wrongKind(Shape shape, Node node, Place place) {
    boolean empty = node instanceof Node.Scalar scalar && scalar.type() == Node.Scalar.Type.NULL;
    boolean single = node instanceof Node.Scalar && !empty;
    // What stands in the place of a record with a secret may be the secret.
    boolean shown = single && !(shape instanceof Shape.Fixed fixed && fixed.hasSecret());
    String found =
        shown ? SingleReader.quote((Node.Scalar) node) : empty ? "is empty" : "is " + node.kind();
    String subject = place.path().isEmpty() && !shown ? "the file " : "";
    shapeProblem(place, subject + found + " (expected: " + shape.expected() + ")");
    return Read.NOTHING;
  }

  private void shapeProblem(Place place, String message) {
    problems.add(place.mark(), place.path(), Problem.Kind.SHAPE, message);
  }
}
