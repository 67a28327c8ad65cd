package dev.crossfade.deploy.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** How commands speak to a running gateway: the options for it, and one call. */
public final class AdminCall {
  /** A reload reads a million redirects first. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is only looked at is there, or nobody is. */
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(10);

  @Option(
      names = "--admin",
      description = "The gateway's admin port (default: ${DEFAULT-VALUE}).",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9900")
  private URI admin;

  private Duration shortPatience = SHORT_PATIENCE;

  /** To a gateway that was named otherwise. */
  static AdminCall to(URI admin) {
    return to(admin, SHORT_PATIENCE);
  }

  static AdminCall to(URI admin, Duration patience) {
    AdminCall call = new AdminCall();
    call.admin = admin;
    call.shortPatience = patience;
    return call;
  }

  /** A name as it stands in a path. */
  public static String escape(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An answer, whatever its status. */
  public record Answer(int status, JsonNode body) {}

  public Answer get(String path) throws Unreachable {
    return send(request(path).timeout(shortPatience).GET().build());
  }

  public Answer post(String path, JsonNode body) throws Unreachable {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** A gateway that could not be asked; the message says which and why. */
  public static final class Unreachable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreachable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private HttpRequest.Builder request(String path) throws Unreachable {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(admin.resolve(path)).timeout(PATIENCE);
    } catch (IllegalArgumentException e) {
      throw new Unreachable(
          "--admin " + admin + " is no http or https URL (expected: http://127.0.0.1:9900)", e);
    }
    // Not an option: what is typed shows in process lists and shell histories.
    String token = System.getenv("CROSSFADE_TOKEN");
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest request) throws Unreachable {
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build()) {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), parse(response.body()));
    } catch (HttpConnectTimeoutException e) {
      throw new Unreachable("nobody takes the connection at " + admin, e);
    } catch (HttpTimeoutException e) {
      throw new Unreachable(
          "the gateway at %s takes the connection and says nothing for %.0f s: it hangs, or it is stopped"
              .formatted(admin, request.timeout().orElse(PATIENCE).toMillis() / 1e3),
          e);
    } catch (IOException e) {
      throw new Unreachable(
          "no gateway answers at " + admin + " (expected: crossfade run, or --admin URL)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted", e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      // Something else answered there; its words are all there is to show.
      return JsonNodeFactory.instance.objectNode().put("detail", body.strip());
    }
  }
}
