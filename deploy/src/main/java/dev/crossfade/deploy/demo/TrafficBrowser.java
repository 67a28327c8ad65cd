package dev.crossfade.deploy.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One visitor's browser: sends what a browser would, keeps cookies, follows redirects, and loads
 * what a page refers to, each thing once. Used by one thread.
 */
final class TrafficBrowser {
  private static final int MAX_REDIRECTS = 5;

  /** Images beyond these are below the fold and load lazily, that is here: never. */
  private static final int MAX_IMAGES = 6;

  private static final Pattern STYLESHEET =
      Pattern.compile("<link rel=\"stylesheet\" href=\"(/[^\"]*)\"");
  private static final Pattern IMAGE = Pattern.compile("<img src=\"(/[^\"]*)\"");

  /**
   * What came back; {@code status} 0 when nothing did, or only redirects.
   *
   * @param path where the redirects ended
   */
  record Answer(int status, String path, String body) {
    boolean succeeded() {
      return status >= 200 && status < 300;
    }
  }

  private final TrafficClient client;
  private final String userAgent;
  private final TrafficCookies cookies = new TrafficCookies();
  private final Set<String> cached = new HashSet<>();
  private String referer = "";

  TrafficBrowser(TrafficClient client, String userAgent) {
    this.client = client;
    this.userAgent = userAgent;
  }

  /** Goes to a page as if by a click, and loads what it needs. */
  Answer open(String path) throws InterruptedException {
    return navigate(document(path).GET(), path);
  }

  /** Sends a form and goes where its answer leads. */
  Answer submit(String path, Map<String, String> fields) throws InterruptedException {
    String form =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        document(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", client.origin())
            .POST(BodyPublishers.ofString(form));
    return navigate(request, path);
  }

  private Answer navigate(HttpRequest.Builder first, String path) throws InterruptedException {
    HttpRequest.Builder request = first;
    String at = path;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      Optional<HttpResponse<String>> response = send(request);
      if (response.isEmpty()) {
        break;
      }
      Optional<String> location = response.get().headers().firstValue("Location");
      if (response.get().statusCode() / 100 != 3 || location.isEmpty()) {
        client.onPage(response.get());
        referer = client.url(at).toString();
        loadAssets(response.get().body());
        return new Answer(response.get().statusCode(), at, response.get().body());
      }
      at = client.path(client.url(at).resolve(location.get()));
      request = document(at).GET();
    }
    return new Answer(0, at, "");
  }

  private void loadAssets(String html) throws InterruptedException {
    Matcher stylesheet = STYLESHEET.matcher(html);
    while (stylesheet.find()) {
      load(stylesheet.group(1), "style", "text/css,*/*;q=0.1");
    }
    Matcher image = IMAGE.matcher(html);
    for (int i = 0; i < MAX_IMAGES && image.find(); i++) {
      load(image.group(1), "image", "image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8");
    }
  }

  private void load(String path, String destination, String accept) throws InterruptedException {
    if (cached.add(path)) {
      send(
          request(path)
              .header("Accept", accept)
              .header("Sec-Fetch-Dest", destination)
              .header("Sec-Fetch-Mode", "no-cors")
              .header("Sec-Fetch-Site", "same-origin")
              .GET());
    }
  }

  private HttpRequest.Builder document(String path) {
    return request(path)
        .header("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        .header("Sec-Fetch-Dest", "document")
        .header("Sec-Fetch-Mode", "navigate")
        .header("Sec-Fetch-Site", referer.isEmpty() ? "none" : "same-origin")
        .header("Sec-Fetch-User", "?1")
        .header("Upgrade-Insecure-Requests", "1");
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = client.request(path, userAgent);
    return referer.isEmpty() ? request : request.header("Referer", referer);
  }

  private Optional<HttpResponse<String>> send(HttpRequest.Builder request)
      throws InterruptedException {
    if (!cookies.isEmpty()) {
      request.setHeader("Cookie", cookies.header());
    }
    Optional<HttpResponse<String>> response = client.send(request.build());
    response.ifPresent(answer -> cookies.store(answer.headers()));
    return response;
  }
}
