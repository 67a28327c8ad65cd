package dev.crossfade.seo.parity;

import dev.crossfade.config.model.Seo.Level;
import dev.crossfade.config.model.Seo.RuleOverride;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Severities;
import dev.crossfade.seo.page.Answer;
import dev.crossfade.seo.page.Fields;
import dev.crossfade.seo.page.MainText;
import dev.crossfade.seo.page.Page;
import dev.crossfade.seo.page.PageReader;
import dev.crossfade.seo.parity.Site.Seen;
import dev.crossfade.seo.parity.Site.Side;
import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Legacy's page and next's, parted by a line of ten hyphens. Before the first page may stand what
 * is known around them, a setting a line:
 *
 * <pre>
 * % redirect /old /new
 * % seen next /x 200 hidden canonical /y alternates /a /b
 * % not-found next the text of a page that does not exist
 * % origin none
 * % split
 * % template product
 * % severity SEO-TITLE minor
 * % ignore .recommendations
 * </pre>
 *
 * <p>A page may begin with {@code GET /path}, {@code HTTP 404} and fields, up to an empty line.
 */
final class GoldenCase implements Site {
  static final String SEPARATOR = "----------\n";
  private static final WebUrl PUBLIC = WebUrl.of("https://shop.example/");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z-]+: .*");

  private final Map<WebUrl, WebUrl> redirects = new HashMap<>();
  private final Map<Side, Map<WebUrl, Seen>> seen = new EnumMap<>(Side.class);
  private final Map<Side, MainText> notFound = new EnumMap<>(Side.class);
  private final Map<String, RuleOverride> overrides = new HashMap<>();
  private final List<String> ignore = new ArrayList<>();
  private @Nullable WebUrl origin = PUBLIC;
  private boolean split;
  private String template = "product";
  private final Answer legacy;
  private final Answer next;

  GoldenCase(String input) {
    int middle = input.indexOf("\n" + SEPARATOR) + 1;
    if (middle == 0) {
      throw new IllegalArgumentException("no line of ten hyphens between two pages");
    }
    String first = input.substring(0, middle);
    while (first.startsWith("% ")) {
      int end = first.indexOf('\n');
      set(first.substring(2, end).split(" "));
      first = first.substring(end + 1);
    }
    legacy = answer(first);
    next = answer(input.substring(middle + SEPARATOR.length()));
  }

  private void set(String[] words) {
    switch (words[0]) {
      case "redirect" -> redirects.put(at(words[1]), at(words[2]));
      case "seen" -> seen(side(words[1]), at(words[2]), words);
      case "not-found" -> notFound.put(side(words[1]), notFound(words));
      case "origin" -> origin = words[1].equals("none") ? null : WebUrl.of(words[1]);
      case "split" -> split = true;
      case "template" -> template = words[1];
      case "severity" ->
          overrides.put(
              words[1],
              new RuleOverride(
                  Level.valueOf(words[2].toUpperCase(Locale.ROOT)),
                  List.of(words).subList(3, words.length)));
      case "ignore" -> ignore.add(words[1]);
      default -> throw new IllegalArgumentException(words[0] + " is no setting of a case");
    }
  }

  private void seen(Side side, WebUrl url, String[] words) {
    List<String> rest = Arrays.asList(words).subList(4, words.length);
    int canonical = rest.indexOf("canonical");
    int alternates = rest.indexOf("alternates");
    Set<WebUrl> versions = new HashSet<>();
    if (alternates >= 0) {
      rest.subList(alternates + 1, rest.size()).forEach(path -> versions.add(at(path)));
    }
    Seen what =
        new Seen(
            Integer.parseInt(words[3]),
            rest.contains("hidden"),
            canonical < 0 ? null : at(rest.get(canonical + 1)),
            versions);
    seen.computeIfAbsent(side, _ -> new HashMap<>()).put(url, what);
  }

  private static MainText notFound(String[] words) {
    String text = String.join(" ", List.of(words).subList(2, words.length));
    return new PageReader(List.of(), 1 << 20)
        .read(answer("HTTP 404\n\n<main><p>" + text + "</p></main>"))
        .text();
  }

  private static Side side(String word) {
    return Side.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static WebUrl at(String path) {
    WebUrl url = PUBLIC.resolve(path);
    if (url == null) {
      throw new IllegalArgumentException(path + " is no address");
    }
    return url;
  }

  private static Answer answer(String text) {
    WebUrl url = at("/p/1");
    int status = 200;
    Map<String, List<String>> fields = new HashMap<>();
    fields.put("content-type", List.of("text/html; charset=utf-8"));
    String body = text;
    while (body.startsWith("GET ") || body.startsWith("HTTP ") || isField(body)) {
      int end = body.indexOf('\n');
      String line = body.substring(0, end);
      body = body.substring(end + 1);
      if (line.startsWith("GET ")) {
        url = at(line.substring(4));
      } else if (line.startsWith("HTTP ")) {
        status = Integer.parseInt(line.substring(5));
      } else {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        fields.put(name, List.of(line.substring(colon + 2)));
      }
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Answer(url, status, new Fields(fields), bytes, false, -1);
  }

  private static boolean isField(String body) {
    int end = body.indexOf('\n');
    return end > 0 && FIELD.matcher(body.substring(0, end)).matches();
  }

  /** What is found, as a golden file tells it. */
  String outcome() {
    PageReader reader = new PageReader(ignore, 4 << 20);
    Page was = reader.read(legacy);
    Page is = reader.read(next);
    String url = legacy.url().at(PUBLIC).toString();
    StringBuilder out = new StringBuilder();
    for (Finding finding :
        new Parity(this, Severities.of(overrides)).compare(url, template, was, is)) {
      out.append(finding.rule())
          .append(' ')
          .append(finding.severity().name().toLowerCase(Locale.ROOT))
          .append(": ")
          .append(finding.message())
          .append("\n  legacy: ")
          .append(finding.legacy())
          .append("\n  next: ")
          .append(finding.next())
          .append('\n');
      finding.evidence().lines().forEach(line -> out.append("  > ").append(line).append('\n'));
    }
    return out.isEmpty() ? "nothing\n" : out.toString();
  }

  @Override
  public @Nullable WebUrl origin() {
    return origin;
  }

  @Override
  public Set<WebUrl> storefronts() {
    return Set.of(WebUrl.of("http://legacy.internal/"), WebUrl.of("http://next.internal/"));
  }

  @Override
  public WebUrl redirected(WebUrl url) {
    return redirects.getOrDefault(url, url);
  }

  @Override
  public @Nullable Seen seen(Side side, WebUrl url) {
    return seen.getOrDefault(side, Map.of()).get(url);
  }

  @Override
  public @Nullable MainText notFound(Side side) {
    return notFound.get(side);
  }

  @Override
  public boolean isSplit(WebUrl url) {
    return split;
  }
}
