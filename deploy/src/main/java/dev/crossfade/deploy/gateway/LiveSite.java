package dev.crossfade.deploy.gateway;

import dev.crossfade.config.model.Backend;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.value.Endpoint;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Templates;
import dev.crossfade.routing.redirects.Redirection;
import dev.crossfade.routing.redirects.Redirects;
import dev.crossfade.routing.redirects.Scope;
import dev.crossfade.seo.live.LiveSettings;
import dev.crossfade.seo.live.PageRequest;
import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.parity.KnownSite;
import dev.crossfade.seo.url.WebUrl;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The shop as live parity is told of it: its addresses, its redirects, its critical paths. */
final class LiveSite {
  private static final int MOST_PAGES = 20_000;

  private final Config config;
  private final LiveSettings settings;
  private final Deciders deciders;
  private final Templates templates;
  private final WebUrl home;

  LiveSite(Config config, LiveSettings settings, Deciders deciders) {
    this.config = config;
    this.settings = settings;
    this.deciders = deciders;
    this.templates = Templates.of(config.seo().templates());
    this.home = home(config);
  }

  /** Where the public asks; without an origin, where legacy is. */
  private static WebUrl home(Config config) {
    WebUrl origin = origin(config);
    if (origin != null) {
      return origin;
    }
    Backend legacy = config.backends().get("legacy");
    WebUrl own = legacy == null ? null : addresses(legacy).stream().findFirst().orElse(null);
    return own == null ? WebUrl.of("http://localhost/") : own;
  }

  private static @Nullable WebUrl origin(Config config) {
    return config.seo().origin() == null ? null : WebUrl.parse(config.seo().origin().toString());
  }

  private static Set<WebUrl> addresses(Backend backend) {
    Set<WebUrl> found = new HashSet<>();
    for (Endpoint endpoint : backend.endpoints()) {
      WebUrl url = WebUrl.parse(endpoint + "/");
      if (url != null) {
        found.add(url);
      }
    }
    return found;
  }

  /** What rules know beyond two pages. */
  KnownSite known() {
    Set<WebUrl> storefronts = new HashSet<>();
    for (String name : List.of("legacy", "next")) {
      Backend backend = config.backends().get(name);
      if (backend != null) {
        storefronts.addAll(addresses(backend));
      }
    }
    // Answers that depend on the split are marked by the gateway itself, on their way out.
    return new KnownSite(origin(config), storefronts, this::redirected, _ -> false, MOST_PAGES);
  }

  private WebUrl redirected(WebUrl url) {
    Redirects active = deciders.redirects();
    Redirection found =
        active == null
            ? null
            : active.map().find(ImaginedPage.of(url), (_, way) -> way == Scope.Way.FORTH);
    WebUrl to = found == null ? null : url.resolve(found.location());
    return to == null ? url : to;
  }

  /**
   * The critical paths that can be compared, by path and query.
   *
   * @param told of each that cannot, in a sentence
   */
  Map<String, PageRequest> criticalPaths(Consumer<String> told) {
    Map<String, PageRequest> pages = new LinkedHashMap<>();
    List<String> paths = config.seo().criticalPaths().urls();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      String unit = unit(path);
      if (unit == null) {
        told.accept(
            "seo.criticalPaths.urls["
                + i
                + "]: "
                + path
                + " is redirected, or of no unit whose pages are compared");
      } else {
        pages.put(path, page(unit, path));
      }
    }
    return pages;
  }

  private @Nullable String unit(String path) {
    WebUrl url = home.resolve(path);
    KeptDraft.InUse inUse = deciders.inUse().orElse(null);
    if (url == null || inUse == null) {
      return null;
    }
    long now = System.currentTimeMillis();
    Decision decision =
        inUse
            .decider()
            .router()
            .decide(inUse.decider().visitors().recognise(ImaginedPage.of(url), now), now);
    String unit = decision.route().unit();
    boolean compared = decision instanceof Decision.Serve && unit != null;
    return compared && settings.units().contains(unit) ? unit : null;
  }

  private PageRequest page(String unit, String path) {
    int mark = path.indexOf('?');
    String plain = mark < 0 ? path : path.substring(0, mark);
    return new PageRequest(
        new Pages(unit, templates.nameOf(plain)),
        home.scheme(),
        home.port() == 0 ? home.host() : home.host() + ":" + home.port(),
        plain,
        mark < 0 ? "" : path.substring(mark + 1),
        Map.of());
  }

  /** A page that cannot exist; null: nothing is compared. */
  @Nullable PageRequest nothing() {
    String unit = settings.units().stream().sorted().findFirst().orElse(null);
    String name = Long.toHexString(ThreadLocalRandom.current().nextLong() | 1L << 63);
    return unit == null ? null : page(unit, "/" + name);
  }

  /** A page of before a restart; null: its template or unit is another by now. */
  @Nullable PageRequest page(Pages of, String target) {
    PageRequest page = target.startsWith("/") ? page(of.unit(), target) : null;
    return page != null && page.of().equals(of) ? page : null;
  }
}
