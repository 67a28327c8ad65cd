package dev.crossfade.deploy.audit;

import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.value.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as the configuration writes it. */
final class Time implements ITypeConverter<Duration> {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  @Override
  public Duration convert(String text) {
    Duration time = text.matches(Durations.PATTERN) ? Durations.parse(text) : Duration.ZERO;
    if (!time.isPositive() || time.compareTo(LONGEST) > 0) {
      throw new TypeConversionException(
          Excerpt.of(text) + " (expected: a time such as 10s or 500ms, at most 10m)");
    }
    return time;
  }
}
