package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The storefront behind gateways that are measured: nginx, on the client's core. */
final class BenchOrigin {
  /** What nginx takes as one word of its configuration is not longer than 4 KB. */
  private static final int MOST_IN_MEMORY = 2048;

  private BenchOrigin() {}

  /**
   * The same where every path is a page of so many bytes.
   *
   * @return the two ports that it listens at
   */
  static List<Integer> pages(BenchStage stage, int bytes) throws IOException, InterruptedException {
    List<Integer> endpoints = List.of(stage.freePort(), stage.freePort());
    Path www = Files.createDirectory(stage.folder().resolve("www"));
    Files.writeString(www.resolve("file"), page(bytes));
    List<String> command = BenchNginx.pages(stage.folder(), "origin", endpoints);
    Process origin = stage.start("origin", BenchClient.CORE, command);
    stage.awaitAnswer("origin", origin, BenchNginx.file(endpoints.getFirst()), bytes);
    return endpoints;
  }

  /** HTML that has something to read, so that comparing it costs what it costs. */
  private static String page(int bytes) {
    StringBuilder page = new StringBuilder("<!doctype html><html><head><title>Lamp</title></head>");
    page.append("<body><h1>Lamp</h1>");
    for (int i = 0; page.length() + 120 < bytes; i++) {
      page.append(
          "<p class=\"text\">A lamp of %d parts, <a href=\"/p/%d\">and one more</a>.</p>\n"
              .formatted(i, i));
    }
    return page.append(" ".repeat(bytes - page.length() - 14)).append("</body></html>").toString();
  }

  /**
   * Starts it with one answer of so many bytes, and waits for that.
   *
   * @return the two ports that it listens at
   */
  static List<Integer> start(BenchStage stage, int bytes) throws IOException, InterruptedException {
    List<Integer> endpoints = List.of(stage.freePort(), stage.freePort());
    List<String> command;
    if (bytes <= MOST_IN_MEMORY) {
      command = BenchNginx.origin(stage.folder(), "origin", endpoints, bytes);
    } else {
      Path www = Files.createDirectory(stage.folder().resolve("www"));
      Files.write(www.resolve("file"), new byte[bytes]);
      command = BenchNginx.origin(stage.folder(), "origin", endpoints);
    }
    Process origin = stage.start("origin", BenchClient.CORE, command);
    stage.awaitAnswer("origin", origin, BenchNginx.file(endpoints.getFirst()), bytes);
    return endpoints;
  }
}
