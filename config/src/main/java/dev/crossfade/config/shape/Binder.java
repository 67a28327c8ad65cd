package dev.crossfade.config.shape;

import dev.crossfade.config.problem.Mark;
import dev.crossfade.config.problem.Problem;
import dev.crossfade.config.problem.Problems;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.yaml.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Object bound = read(shape, document, new Place("", document.mark()), null);
    return Optional.ofNullable(bound).map(type::cast);
  }

  /** Where we are: a path, and the mark that a problem with the whole of it gets. */
  record Place(String path, Mark mark) {
    Place key(Node.Mapping.Entry entry) {
      return new Place(Paths.key(path, entry.key()), entry.mark());
    }
  }

  /** The value of a node; null: it has none, and the problems say why. */
  private @Nullable Object read(Shape shape, Node node, Place place, Shape.@Nullable Part part) {
    return switch (shape) {
      case Shape.Single single -> singles.read(single, node, place, part);
      case Shape.Many many -> readMany(many, node, place, part);
      case Shape.Dictionary dictionary -> readDictionary(dictionary, node, place, part);
      case Shape.Fixed fixed -> readFixed(fixed, node, place);
      case Shape.Tagged tagged -> readTagged(tagged, node, place);
      case Shape.Told told -> readTold(told, node, place);
    };
  }

  private @Nullable Object readMany(
      Shape.Many many, Node node, Place place, Shape.@Nullable Part part) {
    List<Object> items = new ArrayList<>();
    if (node instanceof Node.Sequence list) {
      if (many.notEmpty() && list.items().isEmpty()) {
        shapeProblem(place, "is an empty list (expected: at least one)");
        return null;
      }
      for (int i = 0; i < list.items().size(); i++) {
        Node item = list.items().get(i);
        Place at = new Place(Paths.index(place.path(), i), item.mark());
        addIfRead(items, read(many.item(), item, at, part));
      }
    } else {
      addIfRead(items, read(many.item(), node, place, part));
    }
    return Collections.unmodifiableList(items);
  }

  private static void addIfRead(List<Object> items, @Nullable Object item) {
    if (item != null) {
      items.add(item);
    }
  }

  private @Nullable Object readDictionary(
      Shape.Dictionary shape, Node node, Place place, Shape.@Nullable Part part) {
    if (!(node instanceof Node.Mapping mapping)) {
      return wrongKind(shape, node, place);
    }
    if (shape.notEmpty() && mapping.entries().isEmpty()) {
      shapeProblem(place, "is empty (expected: at least one key)");
      return null;
    }
    Pattern keys = Pattern.compile(shape.keyPattern());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Node.Mapping.Entry entry : mapping.entries()) {
      Place at = place.key(entry);
      if (!keys.matcher(entry.key()).matches()) {
        shapeProblem(at, "not a key here (expected: " + shape.keyExpected() + ")");
        continue;
      }
      Object value = read(shape.value(), entry.value(), at, part);
      if (value != null) {
        values.put(entry.key(), value);
      }
    }
    for (String required : shape.required()) {
      if (mapping.entry(required).isEmpty()) {
        missing(place, required, shape.value());
      }
    }
    return Collections.unmodifiableMap(values);
  }

  private @Nullable Object readTagged(Shape.Tagged shape, Node node, Place place) {
    if (!(node instanceof Node.Mapping mapping)) {
      return wrongKind(shape, node, place);
    }
    for (Node.Mapping.Entry entry : mapping.entries()) {
      if (!shape.alternatives().containsKey(entry.key())) {
        unknownKey(place.key(entry), entry.key(), List.copyOf(shape.alternatives().keySet()));
        return null;
      }
    }
    if (mapping.entries().size() != 1) {
      shapeProblem(
          place,
          "has %d keys (expected: %s)".formatted(mapping.entries().size(), shape.expected()));
      return null;
    }
    Node.Mapping.Entry only = mapping.entries().getFirst();
    Shape.Fixed alternative = shape.alternatives().get(only.key());
    return alternative == null ? null : readFixed(alternative, only.value(), place.key(only));
  }

  private @Nullable Object readTold(Shape.Told shape, Node node, Place place) {
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
    return null;
  }

  private @Nullable Object readFixed(Shape.Fixed shape, Node node, Place place) {
    String shorthand = shape.shorthand();
    Node whole =
        shorthand != null && !(node instanceof Node.Mapping)
            ? new Node.Mapping(
                node.mark(),
                List.of(new Node.Mapping.Entry(node.mark(), shorthand, node)),
                node.weight())
            : node;
    if (!(whole instanceof Node.Mapping mapping)) {
      return wrongKind(shape, node, place);
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

  private @Nullable Object readParts(Shape.Fixed shape, Node.Mapping mapping, Place place) {
    List<Shape.Part> parts = shape.parts();
    @Nullable Object[] values = new @Nullable Object[parts.size()];
    boolean usable = true;
    boolean whole = true;
    for (int i = 0; i < values.length; i++) {
      Shape.Part part = parts.get(i);
      Optional<Node.Mapping.Entry> entry = mapping.entry(part.name());
      if (part.inline()) {
        values[i] = readParts((Shape.Fixed) part.shape(), mapping, place);
        whole &= values[i] != null;
      } else if (entry.isPresent()) {
        values[i] = readPart(part, entry.get(), place);
        whole &= values[i] != null;
      } else if (part.required()) {
        missing(place, part.name(), part.shape());
        whole = false;
      }
      if (values[i] == null && !part.required() && !part.inline()) {
        values[i] = fallback(part);
      }
      usable &= values[i] != null || part.nullable();
    }
    if (!usable) {
      return null;
    }
    Object record = Records.make(shape.type(), values);
    if (whole && record instanceof Checked checked) {
      checked.check(new Complaints(problems, mapping, place.mark(), place.path()));
    }
    return record;
  }

  private @Nullable Object readPart(Shape.Part part, Node.Mapping.Entry entry, Place place) {
    Place at = place.key(entry);
    if (part.pending() != null) {
      problems.warn(at.mark(), at.path(), "has no effect yet: " + part.pending());
    }
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
                  fixed, new Node.Mapping(Mark.START, List.of(), 1), new Place("", Mark.START));
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
    shapeProblem(place, "unknown key" + Suggestion.of(key, known, "no keys"));
  }

  private @Nullable Object wrongKind(Shape shape, Node node, Place place) {
    String found =
        node instanceof Node.Scalar scalar && scalar.type() != Node.Scalar.Type.NULL
            ? SingleReader.quote(scalar)
            : "is " + node.kind();
    shapeProblem(place, found + " (expected: " + shape.expected() + ")");
    return null;
  }

  private void shapeProblem(Place place, String message) {
    problems.add(place.mark(), place.path(), Problem.Kind.SHAPE, message);
  }
}
