package dev.crossfade.deploy.cli;

import dev.crossfade.cohorts.Preview;
import dev.crossfade.cohorts.PreviewToken;
import dev.crossfade.cohorts.Signer;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.problem.Suggestion;
import dev.crossfade.config.value.Durations;
import dev.crossfade.deploy.gateway.CookieKeys;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code preview}: a link that shows whoever opens it the chosen storefront. */
@Command(
    name = "preview",
    description = {
      "A signed link, and a cookie, that show their holder the chosen storefront.",
      "Signed with the keys of the configuration, or with the one kept in state.dir."
    },
    mixinStandardHelpOptions = true)
final class PreviewCommand extends ByConfig {
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(90);

  @Option(
      names = "--backend",
      description = "Which storefront (default: ${DEFAULT-VALUE}).",
      paramLabel = "NAME",
      defaultValue = "next")
  private String backend;

  @Option(
      names = "--for",
      description = "How long it holds, up to 90d (default: ${DEFAULT-VALUE}).",
      paramLabel = "TIME",
      defaultValue = "8h")
  private String time;

  @Option(
      names = "--url",
      description = "The page to begin at (default: seo.origin).",
      paramLabel = "URL")
  private @Nullable String url;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  PreviewCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  protected int run(Config config) {
    String wrong = wrong(config);
    if (wrong != null) {
      complain(wrong);
      return Exit.PROBLEM;
    }
    Instant expires = Instant.now().plus(Durations.parse(time));
    PreviewToken token = PreviewToken.fresh(backend, expires.getEpochSecond());
    try {
      show(config, token, token.sign(Signer.of(CookieKeys.of(config))));
      return Exit.OK;
    } catch (IOException e) {
      complain(file() + ": " + e.getMessage());
      return Exit.PROBLEM;
    }
  }

  /** What cannot be done as it was asked for; null: nothing. */
  private @Nullable String wrong(Config config) {
    if (!config.backends().containsKey(backend)) {
      return "--backend "
          + backend
          + " is not defined"
          + Suggestion.of(backend, config.backends().keySet(), "legacy or next");
    }
    Duration asked = time.matches(Durations.PATTERN) ? Durations.parse(time) : Duration.ZERO;
    if (asked.compareTo(SHORTEST) < 0 || asked.compareTo(LONGEST) > 0) {
      return "--for " + time + " (expected: a time from 1m to 90d, such as 8h)";
    }
    String page = url;
    if (page != null && !isPage(page)) {
      return "--url " + page + " (expected: an address such as https://www.shop.example/)";
    }
    return null;
  }

  private static boolean isPage(String text) {
    try {
      URI page = URI.create(text);
      boolean web = "http".equalsIgnoreCase(page.getScheme());
      return (web || "https".equalsIgnoreCase(page.getScheme())) && page.getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void show(Config config, PreviewToken token, String signed) {
    String parameter = Preview.PARAMETER + "=" + signed;
    String page = url == null && config.seo().origin() != null ? home(config.seo().origin()) : url;
    String link = page == null ? null : link(page, parameter);
    String cookie = Preview.COOKIE + "=" + signed;
    String until = Instant.ofEpochSecond(token.expires()).toString();
    if (json) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("id", token.id());
      view.put("backend", token.backend());
      view.put("expires", until);
      view.put("url", link);
      view.put("cookie", cookie);
      say(JsonMapper.shared().writeValueAsString(view));
      return;
    }
    say(link == null ? "?" + parameter + "   (behind any address of the shop)" : link);
    say("cookie: " + cookie);
    say("shows " + backend + " until " + until);
    say("to revoke it: secrets.revokedPreviews: [ " + token.id() + " ]");
  }

  private static String home(URI origin) {
    String text = origin.toString();
    return text.endsWith("/") ? text : text + "/";
  }

  /** Before other parameters, since the first of a name counts, and before a fragment. */
  private static String link(String page, String parameter) {
    int hash = page.indexOf('#');
    String fragment = hash < 0 ? "" : page.substring(hash);
    String whole = hash < 0 ? page : page.substring(0, hash);
    int mark = whole.indexOf('?');
    String query = mark < 0 ? "" : whole.substring(mark + 1);
    String path = mark < 0 ? whole : whole.substring(0, mark);
    return path + "?" + parameter + (query.isEmpty() ? "" : "&" + query) + fragment;
  }
}
