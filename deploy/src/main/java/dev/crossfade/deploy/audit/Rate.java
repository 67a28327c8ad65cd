package dev.crossfade.deploy.audit;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.seo.fetch.FetchSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Requests a second: {@code 10/s}, {@code 90/m}, {@code unlimited}. */
record Rate(double perSecond) {
  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,7})(?:/([sm]))?");

  /** Reads one. */
  static final class Converter implements ITypeConverter<Rate> {
    @Override
    public Rate convert(String text) {
      if (text.equals("unlimited")) {
        return new Rate(FetchSettings.UNLIMITED);
      }
      Matcher written = WRITTEN.matcher(text);
      int number = written.matches() ? Integer.parseInt(written.group(1)) : 0;
      if (number < 1) {
        throw new TypeConversionException(
            Excerpt.of(text) + " (expected: a rate such as 10/s or 90/m, or unlimited)");
      }
      return new Rate("m".equals(written.group(2)) ? number / 60.0 : number);
    }
  }
}
