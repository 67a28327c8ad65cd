package dev.crossfade.routing.redirects.format;

import dev.crossfade.config.model.Redirect.Format;
import dev.crossfade.routing.redirects.Place;
import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import dev.crossfade.routing.redirects.RuleSink;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What reading a file told, in its order. */
final class Collected implements RuleSink {
  final List<RedirectRule> rules = new ArrayList<>();
  final List<String> problems = new ArrayList<>();
  final List<String> lines = new ArrayList<>();

  static Collected of(String text, Format format) {
    return of(text.getBytes(StandardCharsets.UTF_8), "redirects", format);
  }

  static Collected of(byte[] bytes, String name, Format format) {
    return of(new ByteArrayInputStream(bytes), name, format);
  }

  static Collected of(InputStream in, String name, Format format) {
    Collected collected = new Collected();
    try {
      RedirectReader.read(in, name, format, collected);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return collected;
  }

  @Override
  public void onRule(RedirectRule rule) {
    rules.add(rule);
    lines.add(rule.place().line() + ": " + text(rule));
  }

  @Override
  public void onProblem(Place place, String message) {
    problems.add(place.line() + ": " + message);
    lines.add(place.line() + ": problem: " + message);
  }

  /** A rule without its place, as golden files tell it. */
  static String text(RedirectRule rule) {
    String source =
        switch (rule.source()) {
          case Source.Exact exact ->
              "page "
                  + host(exact.host())
                  + exact.path()
                  + (exact.query() == null ? "" : "?" + exact.query());
          case Source.Prefix prefix -> "below " + host(prefix.host()) + prefix.path();
          case Source.Matching matching ->
              "matching " + host(matching.host()) + " " + matching.pattern().pattern();
        };
    String target = rule.target().isEmpty() ? "nowhere" : rule.target();
    return source + " -> " + target + (rule.status() == 0 ? "" : " " + rule.status());
  }

  private static String host(@Nullable String host) {
    return host == null ? "" : host;
  }
}
