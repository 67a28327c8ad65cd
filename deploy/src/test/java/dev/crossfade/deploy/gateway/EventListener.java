package dev.crossfade.deploy.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that reads server-sent events as a browser does, on a thread of its own. */
final class EventListener implements AutoCloseable {
  /** One block of a stream; the kind is empty where it only moves the place. */
  record Block(String kind, String id, String data) {
    JsonNode json() {
      return JsonMapper.shared().readTree(data);
    }
  }

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpResponse<java.io.InputStream> response;
  private final List<Block> blocks = new ArrayList<>(); // guarded by itself
  private final CountDownLatch ended = new CountDownLatch(1);

  /**
   * Connects; returns when the answer has begun.
   *
   * @param headers names and values in turn
   */
  EventListener(URI uri, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(this::read);
  }

  HttpResponse<java.io.InputStream> response() {
    return response;
  }

  private void read() {
    String kind = "";
    String id = "";
    String data = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          synchronized (blocks) {
            blocks.add(new Block(kind, id, data));
          }
          kind = "";
          data = "";
        } else if (line.startsWith("event: ")) {
          kind = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      synchronized (blocks) {
        blocks.add(new Block("cut", id, String.valueOf(e.getMessage())));
      }
    } finally {
      ended.countDown();
    }
  }

  /** Everything there was, also what only moves the place. */
  List<Block> all() {
    synchronized (blocks) {
      return List.copyOf(blocks);
    }
  }

  List<Block> of(String kind) {
    return all().stream().filter(block -> block.kind().equals(kind)).toList();
  }

  /** Where a browser would go on from; empty: nothing said so yet. */
  String place() {
    List<Block> now = all();
    return now.isEmpty() ? "" : now.getLast().id();
  }

  CountDownLatch ended() {
    return ended;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
