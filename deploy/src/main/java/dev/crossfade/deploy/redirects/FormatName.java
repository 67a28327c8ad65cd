package dev.crossfade.deploy.redirects;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.problem.Suggestion;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A format by its name, as the configuration names it. */
final class FormatName implements ITypeConverter<Format> {
  private static final List<String> NAMES =
      Arrays.stream(Format.values()).map(FormatName::of).toList();

  static String of(Format format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Format convert(String value) {
    if (!NAMES.contains(value)) {
      throw new TypeConversionException(
          Excerpt.of(value) + Suggestion.of(value, NAMES, "a format"));
    }
    return Format.valueOf(value.toUpperCase(Locale.ROOT));
  }

  /** For help and completion. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return NAMES.iterator();
    }
  }
}
