package dev.crossfade.config.shape;

import dev.crossfade.config.value.ShownUrl;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A record of the model as JSON, every default written out and every secret left out. */
public final class JsonView {
  private static final String REDACTED = Credentials.HIDDEN;

  private final JsonMapper json = JsonMapper.shared();
  private final @Nullable Path directory;

  private JsonView(@Nullable Path directory) {
    this.directory = directory;
  }

  public static ObjectNode of(Record config) {
    return of(config, new JsonView(null));
  }

  /**
   * The same for comparing with another. A secret is a node that is equal to nothing but itself and
   * says as little as before; files are told as from this directory, so that moving a configuration
   * changes nothing.
   */
  public static ObjectNode comparable(Record config, Path directory) {
    return of(config, new JsonView(directory.toAbsolutePath().normalize()));
  }

  /** What is told apart but never told: it has nothing that could be written out. */
  private static final class Hidden {
    private final Object value;
    private final String shown;

    Hidden(Object value, String shown) {
      this.value = value;
      this.shown = shown;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Hidden hidden && hidden.value.equals(value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  private static ObjectNode of(Record config, JsonView view) {
    ObjectNode node = view.json.createObjectNode();
    view.add(node, config);
    return node;
  }

  private void add(ObjectNode into, Record from) {
    List<Shape.Part> parts = Parts.of(from.getClass());
    RecordComponent[] components = from.getClass().getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      Shape.Part part = parts.get(i);
      Object value = read(components[i], from);
      if (value == null) {
        continue;
      }
      if (part.inline()) {
        add(into, (Record) value);
      } else if (part.secret()) {
        hide(into, part.name(), value);
      } else {
        set(into, part.name(), part.shape(), value);
      }
    }
  }

  private void hide(ObjectNode into, String name, Object value) {
    if (directory != null) {
      into.putPOJO(name, new Hidden(value, REDACTED));
    } else if (value instanceof Collection<?> all) {
      ArrayNode list = into.putArray(name);
      all.forEach(_ -> list.add(REDACTED));
    } else {
      into.put(name, REDACTED);
    }
  }

  private void appendUrl(ArrayNode into, URI url) {
    String shown = ShownUrl.of(url);
    if (directory == null || shown.equals(url.toString())) {
      into.add(shown);
    } else {
      into.addPOJO(new Hidden(url, shown));
    }
  }

  private void set(ObjectNode into, String name, Shape shape, Object value) {
    ArrayNode one = json.createArrayNode();
    append(one, shape, value);
    into.set(name, one.get(0));
  }

  private void append(ArrayNode into, Shape shape, Object value) {
    switch (shape) {
      case Shape.Single _ -> appendSingle(into, value);
      case Shape.Many many -> {
        ArrayNode list = into.addArray();
        ((Collection<?>) value).forEach(item -> append(list, many.item(), item));
      }
      case Shape.Dictionary dictionary -> {
        ObjectNode map = into.addObject();
        ((Map<?, ?>) value)
            .forEach((key, item) -> set(map, (String) key, dictionary.value(), item));
      }
      case Shape.Fixed _ -> add(into.addObject(), (Record) value);
      case Shape.Told _ -> add(into.addObject(), (Record) value);
      case Shape.Tagged tagged ->
          tagged
              .alternatives()
              .forEach(
                  (tag, fixed) -> {
                    if (fixed.type().isInstance(value)) {
                      add(into.addObject().putObject(tag), (Record) value);
                    }
                  });
    }
  }

  private void appendSingle(ArrayNode into, Object value) {
    switch (value) {
      case Boolean truth -> into.add(truth);
      case Integer number -> into.add(number);
      case Duration duration -> into.add(dev.crossfade.config.value.Durations.print(duration));
      case Enum<?> word when word.toString().equals(word.name()) ->
          into.add(word.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      case URI url -> appendUrl(into, url);
      case Path path when directory != null && path.startsWith(directory) ->
          into.add(directory.relativize(path).toString());
      default -> into.add(shown(value.toString()));
    }
  }

  /** What is compared stays whole; whoever shows it hides what must not be seen. */
  private String shown(String text) {
    return directory == null ? Credentials.hidden(text) : text;
  }

  private static @Nullable Object read(RecordComponent component, Record from) {
    try {
      return component.getAccessor().invoke(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " (expected: a public record)", e);
    }
  }
}
