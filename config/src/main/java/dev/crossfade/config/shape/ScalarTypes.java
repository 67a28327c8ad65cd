package dev.crossfade.config.shape;

import com.google.re2j.PatternSyntaxException;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.value.Cidr;
import dev.crossfade.config.value.DateWindow;
import dev.crossfade.config.value.Durations;
import dev.crossfade.config.value.Endpoint;
import dev.crossfade.config.value.Expectation;
import dev.crossfade.config.value.HostPort;
import dev.crossfade.config.value.PathPattern;
import dev.crossfade.config.value.Quantile;
import dev.crossfade.config.value.RetryCause;
import dev.crossfade.config.value.Share;
import dev.crossfade.config.value.ShareDifference;
import dev.crossfade.config.value.Size;
import dev.crossfade.config.value.StatusPattern;
import dev.crossfade.config.value.WeeklyWindow;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The one list of what a Java type of the model looks like in the file. */
final class ScalarTypes {
  private static final Map<Class<?>, ScalarType> BY_CLASS =
      Map.ofEntries(
          Map.entry(String.class, new ScalarType.FreeText()),
          Map.entry(boolean.class, new ScalarType.Truth()),
          Map.entry(Boolean.class, new ScalarType.Truth()),
          type(
              Duration.class,
              Durations.PATTERN,
              "a duration in ms, s, m, h or d such as 500ms or 7d",
              Durations::parse),
          type(Size.class, Size.PATTERN, "a size in B, KB, MB or GB such as 8KB", Size::parse),
          type(Share.class, Share.PATTERN, "0%..100%, at most two decimals", Share::parse),
          type(
              ShareDifference.class,
              ShareDifference.PATTERN,
              "a difference in percentage points such as 0.5pp, at most two decimals",
              ShareDifference::parse),
          type(
              HostPort.class,
              HostPort.PATTERN,
              "an address and a port up to 65535 such as 0.0.0.0:8080 or [::]:8080",
              HostPort::parse),
          type(
              Endpoint.class,
              Endpoint.PATTERN,
              "an http or https URL without a path such as http://10.0.0.1:8080",
              Endpoint::parse),
          type(URI.class, "https?://[^\\s/?#]+[^\\s]*", "an http or https URL", ScalarTypes::uri),
          type(Cidr.class, Cidr.PATTERN, "an address or a range such as 10.0.0.0/8", Cidr::parse),
          type(
              PathPattern.class,
              PathPattern.PATTERN,
              "a path such as /cart or /p/**",
              PathPattern::parse),
          number(
              StatusPattern.class,
              StatusPattern.PATTERN,
              "a status such as 404 or 2xx",
              StatusPattern::parse),
          number(
              RetryCause.class,
              RetryCause.PATTERN,
              "connect, reset-before-response or a status from 400 to 599",
              RetryCause::parse),
          type(Quantile.class, Quantile.PATTERN, "a quantile such as p95", Quantile::parse),
          type(
              Expectation.class,
              Expectation.PATTERN,
              "a comparison such as < 5 or == 0",
              Expectation::parse),
          type(
              WeeklyWindow.class,
              WeeklyWindow.PATTERN,
              "a window such as Fri 12:00 - Mon 08:00",
              WeeklyWindow::parse),
          type(
              DateWindow.class,
              DateWindow.PATTERN,
              "days such as 2026-12-18 - 2027-01-04",
              DateWindow::parse),
          type(
              ZoneId.class,
              "[A-Za-z0-9_+/-]{1,64}",
              "a time zone such as Asia/Kolkata",
              ScalarTypes::zone),
          type(Path.class, "[^\\u0000-\\u001f]+", "a file's path", ScalarTypes::path),
          type(
              com.google.re2j.Pattern.class,
              "[^\\u0000-\\u001f]{1,1000}",
              "a regular expression (RE2) of 1 to 1000 characters",
              ScalarTypes::re2));

  private ScalarTypes() {}

  /** The type of a component whose class is no record, list or map. */
  static ScalarType of(Class<?> type) {
    if (type.isEnum()) {
      return words(type);
    }
    ScalarType known = BY_CLASS.get(type);
    if (known == null) {
      throw new IllegalArgumentException(type + " has no look in the file (add it to ScalarTypes)");
    }
    return known;
  }

  /** An enum is written by its constants' {@code toString}, or else in lower case with hyphens. */
  private static ScalarType words(Class<?> type) {
    List<?> constants = Arrays.asList(type.getEnumConstants());
    List<String> words = constants.stream().map(ScalarTypes::word).toList();
    return new ScalarType.OneOf(words, text -> constants.get(words.indexOf(text)));
  }

  private static String word(Object constant) {
    String text = constant.toString();
    return constant instanceof Enum<?> e && text.equals(e.name())
        ? text.toLowerCase(Locale.ROOT).replace('_', '-')
        : text;
  }

  private static Map.Entry<Class<?>, ScalarType> type(
      Class<?> type, String pattern, String expected, Function<String, ?> parser) {
    return Map.entry(
        type, new ScalarType.Patterned(Pattern.compile(pattern), expected, false, parser));
  }

  private static Map.Entry<Class<?>, ScalarType> number(
      Class<?> type, String pattern, String expected, Function<String, ?> parser) {
    return Map.entry(
        type, new ScalarType.Patterned(Pattern.compile(pattern), expected, true, parser));
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "a URL; "
              + e.getReason().toLowerCase(Locale.ROOT)
              + " at character "
              + (e.getIndex() + 1),
          e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time zone such as Asia/Kolkata", e);
    }
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a file's path", e);
    }
  }

  private static com.google.re2j.Pattern re2(String text) {
    if (RegexSize.of(text) > RegexSize.MOST) {
      throw new IllegalArgumentException("a regular expression with smaller repeats");
    }
    try {
      return com.google.re2j.Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "a regular expression (RE2); %s: %s"
              .formatted(e.getDescription(), Excerpt.of(String.valueOf(e.getPattern()))),
          e);
    }
  }
}
