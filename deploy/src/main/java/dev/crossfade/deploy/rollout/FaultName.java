package dev.crossfade.deploy.rollout;

import dev.crossfade.rollout.rehearsal.Fault;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a fault as it is typed. */
final class FaultName implements ITypeConverter<Fault> {
  private static Stream<String> names() {
    return Arrays.stream(Fault.values()).map(Fault::text);
  }

  @Override
  public Fault convert(String text) {
    return Arrays.stream(Fault.values())
        .filter(fault -> fault.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' (expected: one of "
                        + String.join(", ", names().toList())
                        + ")"));
  }

  /** All there are, for help and completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }
}
