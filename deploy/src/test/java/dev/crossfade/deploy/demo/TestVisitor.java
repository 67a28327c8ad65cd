package dev.crossfade.deploy.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody outside with a cookie jar, who may go to either storefront and follows no redirect. */
final class TestVisitor {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final TrafficCookies cookies = new TrafficCookies();

  HttpResponse<String> get(URI storefront, String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(storefront.resolve(path)).GET(), headers);
  }

  HttpResponse<String> post(URI storefront, String path, String form, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(storefront.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)),
        headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!cookies.isEmpty()) {
      request.setHeader("Cookie", cookies.header());
    }
    HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
    cookies.store(response.headers());
    return response;
  }
}
