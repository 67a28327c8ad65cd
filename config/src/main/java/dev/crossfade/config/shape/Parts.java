package dev.crossfade.config.shape;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the components of the model's records, each class once. A slip in the model throws here.
 */
final class Parts {
  private static final ClassValue<List<Shape.Part>> CACHE =
      new ClassValue<>() {
        @Override
        protected List<Shape.Part> computeValue(Class<?> type) {
          List<Shape.Part> parts = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            parts.add(part(component));
          }
          return List.copyOf(parts);
        }
      };

  private Parts() {}

  static List<Shape.Part> of(Class<?> type) {
    return CACHE.get(type);
  }

  private static Shape.Part part(RecordComponent component) {
    Shape shape = shape(component.getAnnotatedType(), component);
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    boolean inline = component.isAnnotationPresent(Inline.class);
    String name = value(component, Named.class, Named::value);
    String fallback = value(component, Default.class, Default::value);
    String doc = value(component, Doc.class, Doc::value);
    return new Shape.Part(
        name == null ? component.getName() : name,
        shape,
        doc == null ? "" : doc,
        isRequired(shape, nullable || fallback != null),
        nullable,
        inline,
        component.isAnnotationPresent(Secret.class),
        component.isAnnotationPresent(Input.class),
        component.isAnnotationPresent(Defines.class),
        fallback,
        component.getAnnotation(Range.class));
  }

  private static boolean isRequired(Shape shape, boolean optional) {
    return switch (shape) {
      case Shape.Single _, Shape.Tagged _, Shape.Told _ -> !optional;
      case Shape.Many many -> many.notEmpty() && !optional;
      case Shape.Dictionary map -> (map.notEmpty() || !map.required().isEmpty()) && !optional;
      // Asking a record that holds itself would not end; such a component is nullable or a list.
      case Shape.Fixed fixed ->
          !optional && Parts.of(fixed.type()).stream().anyMatch(Shape.Part::required);
    };
  }

  private static <A extends java.lang.annotation.Annotation> @Nullable String value(
      AnnotatedElement element, Class<A> annotation, Function<A, String> value) {
    A found = element.getAnnotation(annotation);
    return found == null ? null : value.apply(found);
  }

  private static Shape shape(AnnotatedType type, AnnotatedElement component) {
    if (type instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      Shape last = shape(arguments[arguments.length - 1], component);
      boolean notEmpty = component.isAnnotationPresent(NotEmpty.class);
      if (arguments.length == 1) {
        return new Shape.Many(last, notEmpty);
      }
      Keys keys = component.getAnnotation(Keys.class);
      return keys == null
          ? new Shape.Dictionary(last, ".+", "a name", List.of(), notEmpty)
          : new Shape.Dictionary(
              last, keys.matching(), keys.expected(), List.of(keys.required()), notEmpty);
    }
    return shape((Class<?>) type.getType(), component);
  }

  private static Shape shape(Class<?> type, AnnotatedElement component) {
    if (type.isRecord() && !isValue(type)) {
      return new Shape.Fixed(type);
    }
    if (type.isSealed() && type.isInterface()) {
      return alternatives(type);
    }
    if (type == int.class || type == Integer.class) {
      Range range = component.getAnnotation(Range.class);
      return new Shape.Single(
          new ScalarType.Whole(
              range == null || range.min().isEmpty() ? 0 : Integer.parseInt(range.min()),
              range == null || range.max().isEmpty()
                  ? Integer.MAX_VALUE
                  : Integer.parseInt(range.max())),
          null);
    }
    Matches matches = component.getAnnotation(Matches.class);
    Ref ref = component.getAnnotation(Ref.class);
    ScalarType scalar =
        matches == null
            ? ScalarTypes.of(type)
            : new ScalarType.Patterned(
                Pattern.compile(matches.value()), matches.expected(), false, text -> text);
    return new Shape.Single(scalar, ref == null ? null : new Shape.Names(ref.value(), ref.or()));
  }

  /** Values print and parse themselves; they are single values though Java sees records. */
  private static boolean isValue(Class<?> type) {
    return type.getPackageName().endsWith(".value");
  }

  private static Shape alternatives(Class<?> sealed) {
    Map<String, Shape.Fixed> tagged = new LinkedHashMap<>();
    Map<String, Shape.Fixed> told = new LinkedHashMap<>();
    for (Class<?> alternative : sealed.getPermittedSubclasses()) {
      Tag tag = alternative.getAnnotation(Tag.class);
      ByKey byKey = alternative.getAnnotation(ByKey.class);
      if (tag != null) {
        tagged.put(tag.value(), new Shape.Fixed(alternative));
      } else if (byKey != null) {
        told.put(byKey.value(), new Shape.Fixed(alternative));
      } else {
        throw new IllegalArgumentException(alternative + " (expected: @Tag or @ByKey)");
      }
    }
    return told.isEmpty() ? new Shape.Tagged(sealed, tagged) : new Shape.Told(sealed, told);
  }
}
