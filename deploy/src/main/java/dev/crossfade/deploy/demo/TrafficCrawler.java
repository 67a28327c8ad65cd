package dev.crossfade.deploy.demo;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A search engine's crawler: reads the sitemap, fetches everything it lists in an order of its own,
 * and starts over. Keeps no cookies and loads no assets, as crawlers do on a first visit.
 */
final class TrafficCrawler {
  static final String GOOGLEBOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
  static final String BINGBOT =
      "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)";

  private static final Pattern LOCATION = Pattern.compile("<loc>([^<]+)</loc>");

  private final TrafficClient client;
  private final String userAgent;
  private final Random random;
  private final Duration pause;

  TrafficCrawler(TrafficClient client, String userAgent, Random random, Duration pause) {
    this.client = client;
    this.userAgent = userAgent;
    this.random = random;
    this.pause = pause;
  }

  /** Ends only by interruption. */
  void crawl() throws InterruptedException {
    while (true) {
      List<String> locations = new ArrayList<>();
      Matcher location = LOCATION.matcher(fetch("/sitemap.xml"));
      while (location.find()) {
        locations.add(location.group(1));
      }
      Collections.shuffle(locations, random);
      Thread.sleep(pause);
      for (String url : locations) {
        fetch(client.path(URI.create(url)));
        Thread.sleep(pause);
      }
    }
  }

  private String fetch(String path) throws InterruptedException {
    Optional<HttpResponse<String>> response =
        client.send(client.request(path, userAgent).header("Accept", "*/*").build());
    response.ifPresent(client::onPage);
    return response.map(HttpResponse::body).orElse("");
  }
}
