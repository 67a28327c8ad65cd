package dev.crossfade.deploy.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upgrade as the Debian package makes it: files are replaced under the gateway that runs, then
 * another one takes over, while visitors ask.
 */
@Timeout(180)
class UpgradeIT {
  @TempDir Path folder;

  @Test
  void takeover_afterItsFilesWereReplaced_failsNoRequest() throws Exception {
    Unpacked dist = Unpacked.into(folder);
    try (Storefront legacy = Storefront.start();
        Unpacked.Running old = dist.start(config(legacy.url()));
        Visitor visitor = new Visitor(old.port())) {
      visitor.awaitMore();
      replace(dist);
      visitor.awaitMore();

      try (Unpacked.Running young =
          dist.start(folder.resolve("crossfade.yaml"), Map.of(), "--takeover")) {
        assertThat(old.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        visitor.awaitMore();

        assertThat(old.process().exitValue()).isZero();
        assertThat(young.port()).isEqualTo(old.port());
        assertThat(visitor.failures).isEmpty();
        assertThat(Files.readString(old.log()))
            .doesNotContain("ERROR")
            .doesNotContain("NoClassDef");
        assertThat(young.terminate()).isZero();
      }
    }
  }

  /** Each file is another one afterwards, as dpkg leaves it: tar does not write into files. */
  private static void replace(Unpacked dist) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder(
                List.of(
                    "tar",
                    "-xzf",
                    String.valueOf(System.getProperty("crossfade.dist")),
                    "-C",
                    dist.home().resolve("..").toString()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
  }

  /** Asks without a pause. */
  private static final class Visitor implements AutoCloseable {
    private static final int MORE = 50;

    final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicBoolean done = new AtomicBoolean();
    private final Thread thread;

    Visitor(int port) {
      URI page = URI.create("http://127.0.0.1:" + port + "/p/1");
      thread = Thread.ofVirtual().start(() -> ask(page));
    }

    private void ask(URI page) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest request = HttpRequest.newBuilder(page).build();
        while (!done.get()) {
          try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
              failures.add("status " + status);
            }
          } catch (IOException e) {
            failures.add(e.toString());
          }
          answered.incrementAndGet();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void awaitMore() {
      int before = answered.get();
      await().atMost(60, TimeUnit.SECONDS).until(() -> answered.get() > before + MORE);
    }

    @Override
    public void close() {
      done.set(true);
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Path config(String legacy) throws IOException {
    return Files.writeString(
        folder.resolve("crossfade.yaml"),
        """
        listeners: [ { bind: 127.0.0.1:0 } ]
        admin: { bind: 127.0.0.1:0 }
        backends:
          legacy: { endpoints: ["%1$s"] }
          next: { endpoints: ["%1$s"] }
        units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: 0%% } } ]
        """
            .formatted(legacy));
  }
}
