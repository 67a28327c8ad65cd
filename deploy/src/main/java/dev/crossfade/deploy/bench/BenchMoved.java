package dev.crossfade.deploy.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** Pages that have moved, as each gateway of a run wants to be told of them. */
record BenchMoved(Path folder, int entries) {
  /** So many different pages are asked for, in no order; a client keeps them all. */
  private static final int ASKED = 1 << 16;

  Path csv() {
    return folder.resolve("redirects.csv");
  }

  /** For {@code map_str} of HAProxy. */
  Path haproxy() {
    return folder.resolve("redirects.map");
  }

  /** For the {@code map} of nginx. */
  Path nginx() {
    return folder.resolve("redirects.nginx");
  }

  void write() throws IOException {
    BenchRedirects.write(csv(), entries);
    write(haproxy(), "");
    write(nginx(), ";");
  }

  private void write(Path file, String end) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < entries; i++) {
        out.write(BenchRedirects.source(i) + " " + BenchRedirects.target(i) + end + "\n");
      }
    }
  }

  /**
   * Whether a gateway knows the last of them; else its figures would be those of something else.
   */
  void check(URI gateway) throws IOException, InterruptedException {
    URI url = gateway.resolve(BenchRedirects.source(entries - 1));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<Void> answer =
          client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.discarding());
      String location = answer.headers().firstValue("location").orElse("nowhere");
      String target = BenchRedirects.target(entries - 1);
      if (answer.statusCode() != 301 || !location.endsWith(target)) {
        throw new IOException(
            "%s: %d to %s (expected: 301 to %s)"
                .formatted(url, answer.statusCode(), location, target));
      }
    }
  }

  /** What makes wrk ask for them. */
  String lua() {
    return """
    local words = { %s }
    local asked, at = {}, 0
    function init(args)
      math.randomseed(1)
      for k = 1, %d do
        local i = math.random(0, %d)
        local word = function(n) return words[math.floor(i / n) %% #words + 1] end
        asked[k] = wrk.format("GET", string.format("/old-category-%%d/%%s-%%s-%%s-%%d.html",
          i %% 997, word(1), word(10), word(100), i))
      end
    end
    function request()
      at = at %% #asked + 1
      return asked[at]
    end
    """
        .formatted('"' + String.join("\", \"", BenchRedirects.WORDS) + '"', ASKED, entries - 1);
  }
}
