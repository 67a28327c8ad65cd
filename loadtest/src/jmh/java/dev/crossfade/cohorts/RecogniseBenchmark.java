package dev.crossfade.cohorts;

import dev.crossfade.cohorts.crawlers.VerifiedCrawlers;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Secrets.CookieKey;
import dev.crossfade.config.value.Cidr;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Telling who sends a request, from a head whose texts are already made: what a browser with its
 * cookie costs, a crawler in a published range, the crawler's name alone, and five cohorts.
 */
@State(Scope.Thread)
public class RecogniseBenchmark {
  private static final String BROWSER =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/141.0.0.0 Safari/537.36 Edg/141.0";
  private static final String GOOGLEBOT =
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1;"
          + " +http://www.google.com/bot.html) Chrome/141.0.0.0 Safari/537.36";

  private final VerifiedCrawlers crawlers =
      VerifiedCrawlers.of(Map.of("googlebot", List.of(Cidr.parse("66.249.64.0/27"))), null);
  private final Head browser = new Head(BROWSER, "AAECAwQFBgcICQoLDA0ODw", "192.0.2.1", null);
  private final Head crawler = new Head(GOOGLEBOT, null, "66.249.64.9", null);
  private final Visitors visitors;
  private final Head holder;
  private final Cohort[] cohorts;

  public RecogniseBenchmark() {
    Config config =
        config(
            """
            cohorts:
              staff: { header: { x-staff: "1" } }
              germans: { any: [ { country: [ DE ] }, { acceptLanguage: [ de ] } ] }
              office: { address: [ 203.0.113.0/24, 198.51.100.0/24 ] }
              evening: { percent: 10%, crawler: any }
              campaign: { query: { utm_campaign: spring } }
            """);
    Signer signer = Signer.of(List.of(new CookieKey("k1", "a key of 16 letters")));
    visitors = Visitors.of(config, crawlers, Previews.signed(signer, config), Countries.UNKNOWN);
    String token = PreviewToken.fresh("next", Long.MAX_VALUE).sign(signer);
    holder = new Head(BROWSER, "AAECAwQFBgcICQoLDA0ODw", "192.0.2.1", token);
    Cohorts compiled = Cohorts.of(config);
    cohorts = config.cohorts().keySet().stream().map(compiled::named).toArray(Cohort[]::new);
  }

  private static Config config(String more) {
    String yaml =
        """
        listeners: [ { bind: "127.0.0.1:8080" } ]
        backends:
          legacy: { endpoints: [ "http://127.0.0.1:8081" ] }
          next: { endpoints: [ "http://127.0.0.1:8082" ] }
        units: [ { name: all, match: { path: /** }, send: next } ]
        """
            + more;
    ConfigLoader loader = new ConfigLoader(_ -> Optional.empty());
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    return switch (loader.read(bytes, "crossfade.yaml", Path.of("crossfade.yaml"))) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new IllegalStateException(invalid.toString());
    };
  }

  /** A head whose texts are there, so that only what is done with them is measured. */
  private record Head(
      String agent, @Nullable String identity, InetAddress client, @Nullable String preview)
      implements RequestHead {
    Head(String agent, @Nullable String identity, String client, @Nullable String preview) {
      this(agent, identity, InetAddress.ofLiteral(client), preview);
    }

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String host() {
      return "www.shop.example";
    }

    @Override
    public String path() {
      return "/p/42";
    }

    @Override
    public String query() {
      return "color=red&utm_campaign=spring";
    }

    @Override
    public boolean secure() {
      return true;
    }

    @Override
    public @Nullable String header(String name) {
      return switch (name) {
        case "user-agent" -> agent;
        case "accept-language" -> "en-US,en;q=0.9,de;q=0.8";
        default -> null;
      };
    }

    @Override
    public @Nullable String cookie(String name) {
      return switch (name) {
        case "cf_id" -> identity;
        case Preview.COOKIE -> preview;
        default -> null;
      };
    }

    @Override
    public InetAddress client() {
      return client;
    }

    @Override
    public boolean fromTrustedHop() {
      return false;
    }
  }

  @Benchmark
  public Visitor browser() {
    return visitors.recognise(browser, 0);
  }

  @Benchmark
  public Visitor crawler() {
    return visitors.recognise(crawler, 0);
  }

  @Benchmark
  public Visitor previewHolder() {
    return visitors.recognise(holder, 0);
  }

  @Benchmark
  public @Nullable CrawlerClaim browserAgent() {
    return crawlers.claim(browser);
  }

  @Benchmark
  public @Nullable CrawlerClaim crawlerAgent() {
    return crawlers.claim(crawler);
  }

  @Benchmark
  public int browserInFiveCohorts() {
    Visitor visitor = visitors.recognise(browser, 0);
    int held = 0;
    for (Cohort cohort : cohorts) {
      held += cohort.holds(visitor) ? 1 : 0;
    }
    return held;
  }
}
