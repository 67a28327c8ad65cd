package dev.crossfade.deploy.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.rollout.journal.ConfigVersion;
import dev.crossfade.rollout.journal.ConfigVersions;
import dev.crossfade.rollout.journal.FileJournal;
import dev.crossfade.rollout.journal.Retention;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway whose configuration is rewritten byte by byte while it reads it, which is killed, and
 * which starts again by the newest version in its journal. The test's thread kills, another writes
 * and asks.
 */
final class RewrittenGateway {
  private static final int LONGEST_START_MS = 800;
  private static final int LONGEST_RUN_MS = 150;

  private final Path folder;
  private final String shop;
  private final Random random;
  private final Set<String> written = new HashSet<>();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private int texts;
  private Tally tally = new Tally(0, 0, 0);
  private volatile long acknowledged;
  private volatile boolean killed;

  /**
   * What was seen.
   *
   * @param applied reloads that made something else active
   * @param refused reloads of a file that was half there
   * @param halfWritten files that a kill left behind so
   */
  record Tally(int applied, int refused, int halfWritten) {}

  RewrittenGateway(Path folder, String shop, int seed) {
    this.folder = folder;
    this.shop = shop;
    this.random = new Random(seed);
  }

  /**
   * Lives and is killed so many times; every other time while it starts. The first time the file is
   * half there, which chance does not bring about in a few times.
   */
  Tally live(int kills) throws Exception {
    Files.writeString(file(), next());
    acknowledged = 0;
    try (client) {
      for (int kill = 0; kill < kills; kill++) {
        if (kill % 2 == 0) {
          killWhileRewritten(kill == 0);
        } else {
          killWhileStarting();
        }
        mend();
      }
      return tally;
    }
  }

  private Path file() {
    return folder.resolve("crossfade.yaml");
  }

  /** Another configuration, none of whose beginnings is one. */
  private String next() {
    texts++;
    String text =
        """
        # text %1$d
        listeners: [ { bind: 127.0.0.1:0 } ]
        admin: { bind: 127.0.0.1:0 }
        backends: { legacy: { endpoints: ["%2$s"] }, next: { endpoints: ["%2$s"] } }
        units: [ { name: shop, match: [ { path: /** } ], exposure: { percent: %3$d%% } } ]"""
            .formatted(texts, shop, texts % 100);
    written.add(text);
    return text;
  }

  private void killWhileStarting() throws Exception {
    Files.writeString(file(), next());
    try (GatewayProcess gateway = GatewayProcess.run(file())) {
      pause(LONGEST_START_MS);
      kill(gateway);
    }
  }

  private void killWhileRewritten(boolean atHalf) throws Exception {
    killed = false;
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch half = new CountDownLatch(atHalf ? 1 : 0);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        GatewayProcess gateway = GatewayProcess.run(file())) {
      if (acknowledged > 0) {
        gateway.await("configuration applied version=\"" + acknowledged + "\" trigger=\"START\"");
      }
      GatewayProcess.Ports ports = gateway.awaitPorts();
      Future<?> writing = threads.submit(() -> rewriteUntilKilled(ports, running, half));
      running.await(30, TimeUnit.SECONDS);
      if (atHalf) {
        half.await(30, TimeUnit.SECONDS);
      } else {
        pause(LONGEST_RUN_MS);
      }
      killed = true;
      kill(gateway);
      writing.get();
    }
    String left = Files.readString(file());
    Loaded loaded = new ConfigLoader(_ -> Optional.empty()).load(file());
    if (written.contains(left)) {
      assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    } else {
      assertThat(loaded).as(left).isInstanceOf(Loaded.Invalid.class);
      if (tally.halfWritten == 0) {
        assertThatTheStartIsRefused();
      }
      tally = new Tally(tally.applied, tally.refused, tally.halfWritten + 1);
    }
  }

  /** Waits for nothing: any moment is a good one to be killed. */
  private void pause(int longestMillis) {
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(longestMillis * 1_000)));
  }

  private static void kill(GatewayProcess gateway) throws IOException, InterruptedException {
    gateway.signal("KILL");
    assertThat(gateway.awaitExit()).isEqualTo(128 + 9);
  }

  /**
   * Writes one text after the other, and has each read when half of it is there and when all is.
   *
   * @param running told once the first of them is active
   * @param leftHalf told when another is half there, and left so; done already: none is
   */
  private Void rewriteUntilKilled(
      GatewayProcess.Ports ports, CountDownLatch running, CountDownLatch leftHalf)
      throws IOException, InterruptedException {
    try {
      while (!killed) {
        byte[] text = next().getBytes(US_ASCII);
        int half = random.nextInt(text.length - 1);
        try (OutputStream out = Files.newOutputStream(file())) {
          for (int i = 0; i < text.length && !killed; i++) {
            out.write(text[i]);
            if (i == half) {
              assertThat(reload(ports)).isEqualTo(422);
              if (running.getCount() == 0 && leftHalf.getCount() > 0) {
                leftHalf.countDown();
                return null;
              }
            }
          }
        }
        if (!killed) {
          assertThat(reload(ports)).isEqualTo(200);
          running.countDown();
        }
      }
    } catch (IOException e) {
      if (!killed) {
        throw e;
      }
    }
    return null;
  }

  /** Has the file read; whatever that comes to, the shop is served on. */
  private int reload(GatewayProcess.Ports ports) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + ports.admin() + "/api/v1/config/reload");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    boolean applied = answer.statusCode() == 200;
    if (applied) {
      acknowledged = JsonMapper.shared().readTree(answer.body()).path("version").asLong();
    }
    tally =
        new Tally(
            tally.applied + (applied ? 1 : 0),
            tally.refused + (applied ? 0 : 1),
            tally.halfWritten);
    try (Line visitor = new H1Line(Visitors.connect(ports.shop()))) {
      visitor.ask();
    }
    return answer.statusCode();
  }

  private void assertThatTheStartIsRefused() throws Exception {
    try (GatewayProcess refused = GatewayProcess.run(file())) {
      refused.await("crossfade\\.yaml:\\d+:\\d+: ");
      assertThat(refused.awaitExit()).isEqualTo(2);
    }
  }

  /** Writes the newest version of the journal, which must be whole, to the file. */
  private void mend() throws IOException {
    try (FileJournal journal =
        FileJournal.open(folder.resolve("state"), Clock.systemUTC(), Retention.DEFAULT)) {
      ConfigVersions versions = new ConfigVersions(journal, ConfigVersions.KEPT);
      List<Long> numbers = versions.list().stream().map(ConfigVersion::version).toList();
      long newest = numbers.getFirst();
      // What was being applied may be there although nobody was told.
      assertThat(newest).isBetween(acknowledged, acknowledged + 1);
      for (int i = 0; i < numbers.size(); i++) {
        assertThat(numbers.get(i)).as("without a gap").isEqualTo(newest - i);
        assertThat(written).contains(versions.text(numbers.get(i)).orElseThrow());
      }
      Files.writeString(file(), versions.text(newest).orElseThrow());
      acknowledged = newest;
    }
  }
}
