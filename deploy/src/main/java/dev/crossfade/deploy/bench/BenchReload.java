package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.demo.DemoStorefronts;
import dev.crossfade.loadtest.ClosedLoad;
import dev.crossfade.loadtest.EchoOrigin;
import dev.crossfade.loadtest.TalkingCrowd;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A gateway that is reloaded again and again while visitors come and WebSockets talk. It is looked
 * at before and after, while nobody is there: what a configuration held must go with it.
 *
 * @param visitors over HTTP/1.1
 * @param h2 connections of as many more over HTTP/2
 * @param webSockets that stay open through all reloads
 */
record BenchReload(BenchStage stage, int reloads, int visitors, int h2, int webSockets) {
  private static final List<String> JVM =
      List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:-UseDynamicNumberOfCompilerThreads");

  /** Until a JVM has compiled what it will, and the versions that are kept are all there. */
  private static final int LEAST_WARM_UP = 50;

  private static final int LONGEST_SETTLING = 60;

  /** A gateway to be reloaded, and what stands behind it. */
  private record Scene(
      BenchReloadConfig config, Process gateway, URI shop, URI echo, HttpClient operator) {}

  /** What came of so many reloads. */
  private record Round(
      Histogram nanos,
      int refused,
      ClosedLoad.Result requests,
      BenchH2Visitors.Seen h2,
      TalkingCrowd.Result webSockets) {}

  BenchReloadOutcome run() throws IOException, InterruptedException {
    try (DemoStorefronts storefronts = DemoStorefronts.start();
        EchoOrigin echo = EchoOrigin.start();
        HttpClient operator =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      BenchReloadConfig config =
          new BenchReloadConfig(
              stage.folder(), stage.freePort(), stage.freePort(), storefronts, echo.port());
      config.write(0);
      Process gateway = stage.start("gateway", 0, BenchGateway.command(config.file(), JVM));
      URI shop = URI.create("http://127.0.0.1:" + config.port());
      stage.awaitAnswer("gateway", gateway, shop.resolve("/robots.txt"));
      URI talk = URI.create("ws://127.0.0.1:" + config.port() + EchoOrigin.PATH);
      Scene scene = new Scene(config, gateway, shop, talk, operator);
      round(scene, Math.max(LEAST_WARM_UP, reloads / 10));
      BenchLook before = look("before", scene);
      Round round = round(scene, reloads);
      BenchLook after = look("after", scene);
      return new BenchReloadOutcome(
          reloads,
          round.refused(),
          round.nanos().getValueAtPercentile(50) / 1e6,
          round.nanos().getMaxValue() / 1e6,
          round.requests(),
          round.h2(),
          round.webSockets(),
          before,
          after);
    }
  }

  private Round round(Scene scene, int count) throws IOException, InterruptedException {
    Histogram nanos = new Histogram(3);
    int refused = 0;
    List<String> paths = List.of("/robots.txt", "/img/missing.svg", "/healthz");
    try (TalkingCrowd talking = TalkingCrowd.open(scene.echo(), webSockets);
        ClosedLoad load = ClosedLoad.start(scene.shop(), paths, visitors);
        BenchH2Visitors overH2 = BenchH2Visitors.at(scene.shop(), h2)) {
      for (int i = 1; i <= count; i++) {
        scene.config().write(i);
        long start = System.nanoTime();
        boolean done = reload(scene);
        nanos.recordValue(System.nanoTime() - start);
        refused += done ? 0 : 1;
      }
      return new Round(nanos, refused, load.stop(), overH2.stop(), talking.stop());
    }
  }

  private static boolean reload(Scene scene) throws IOException, InterruptedException {
    URI url =
        URI.create("http://127.0.0.1:" + scene.config().adminPort() + "/api/v1/config/reload");
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"reason\":\"bench\"}"))
            .build();
    return scene.operator().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
        == 200;
  }

  /** When idle connections to the backends are gone: how many there are is chance. */
  private static BenchLook look(String when, Scene scene) throws IOException, InterruptedException {
    int before = Integer.MAX_VALUE;
    for (int i = 0; i < LONGEST_SETTLING; i++) {
      int now = BenchMemory.openFiles(scene.gateway());
      if (now >= before && i > BenchReloadConfig.IDLE_SECONDS) {
        break;
      }
      before = now;
      TimeUnit.SECONDS.sleep(1);
    }
    return BenchLook.at(when, scene.gateway(), scene.config().adminPort());
  }
}
