package dev.crossfade.routing;

import dev.crossfade.cohorts.Countries;
import dev.crossfade.cohorts.CrawlerClaim;
import dev.crossfade.cohorts.Crawlers;
import dev.crossfade.cohorts.Preview;
import dev.crossfade.cohorts.Previews;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.cohorts.Visitors;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration with what is live beside it, asked as a gateway asks. */
record TestShop(Config config, Live live, Decider decider) {
  private static final String KEYS =
      """
      secrets: { cookieKeys: [ { id: k1, value: "a key of some length" } ] }
      """;

  private static final String FRAME =
      """
      listeners: [ { bind: "127.0.0.1:0" } ]
      backends:
        legacy: { endpoints: ["http://127.0.0.1:1"] }
        next: { endpoints: ["http://127.0.0.1:2"] }
        search: { endpoints: ["http://127.0.0.1:3"] }
      """;

  /**
   * A shop.
   *
   * @param rest its units, and what else is to be said
   */
  static TestShop of(String rest) {
    return of(rest, Live.fresh());
  }

  static TestShop of(String rest, Live live) {
    return framed(KEYS + rest, live);
  }

  /** The same with keys of its own. */
  static TestShop framed(String rest, Live live) {
    Config config = config(FRAME + rest);
    return new TestShop(config, live, Decider.plain(config, live).with(live.up()));
  }

  /** The same process after a reload. */
  TestShop reloaded(String rest) {
    return of(rest, live);
  }

  /** The same, whose visitors all carry this preview. */
  TestShop previewing(Preview preview) {
    return recognising(Crawlers.NONE, (_, _) -> preview);
  }

  /** The same, whose visitors all say this. */
  TestShop crawling(CrawlerClaim claim) {
    return recognising(_ -> claim, Previews.NONE);
  }

  private TestShop recognising(Crawlers crawlers, Previews previews) {
    Visitors visitors = Visitors.of(config, crawlers, previews, Countries.UNKNOWN);
    return new TestShop(config, live, new Decider(visitors, decider.router()));
  }

  private static Config config(String yaml) {
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return switch (loader.read(bytes, "crossfade.yaml", Path.of("crossfade.yaml"))) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid ->
          throw new IllegalArgumentException(invalid.problems().toString());
    };
  }

  Visitor visitor(TestHead head) {
    return decider.visitors().recognise(head, 0);
  }

  Decision decide(TestHead head) {
    return decide(head, 0, null);
  }

  Decision decide(TestHead head, long nowMillis, @Nullable Trace trace) {
    return decider.router().decide(visitor(head), nowMillis, trace);
  }

  Decision.Serve serve(TestHead head) {
    return switch (decide(head)) {
      case Decision.Serve serve -> serve;
      case Decision.Redirect _, Decision.Gone _, Decision.Hold _ ->
          throw new AssertionError("not served: " + decide(head));
    };
  }

  /** Who serves a visitor of this name at a path. */
  Decision.Serve serve(String visitor, String path) {
    return serve(TestHead.get(path).by(visitor));
  }
}
