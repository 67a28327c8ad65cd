package dev.crossfade.config.shape;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes a record from the values of its components. */
final class Records {
  private Records() {}

  static Object make(Class<?> type, @Nullable Object[] values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " refuses what the reader let pass", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " (expected: a public record)", e);
    }
  }
}
