package dev.crossfade.deploy.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import dev.crossfade.config.model.Config;
import dev.crossfade.proxy.DataPlane;
import dev.crossfade.proxy.Sample;
import dev.crossfade.proxy.SampleSink;
import dev.crossfade.proxy.ShadowMiss;
import dev.crossfade.proxy.Transport;
import dev.crossfade.routing.Decision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A data plane without anything around it, as a process of its own: samples are copied and thrown
 * away. It answers what {@link BenchSampling} asks of a gateway's admin port.
 */
final class BenchPlane implements SampleSink {
  private final AtomicLong samples = new AtomicLong();

  private BenchPlane() {}

  /** Runs until it is killed, by the one configuration that is its argument. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    BenchPlane sink = new BenchPlane();
    DataPlane plane = new DataPlane(Transport.best(), List.of());
    plane.sampleTo(sink);
    Config config = config(file);
    activate(plane, config);
    HttpServer admin =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), config.admin().bind().port()),
            0);
    admin.createContext(
        "/api/v1/config/reload",
        exchange -> {
          activate(plane, config(file));
          answer(exchange, "");
        });
    admin.createContext(
        "/metrics",
        exchange -> answer(exchange, BenchSampling.SAMPLES + " " + sink.samples + "\n"));
    admin.start();
  }

  private static Config config(Path file) throws IOException {
    return switch (ConfigLoader.ofEnvironment().load(file)) {
      case Loaded.Valid valid -> valid.config();
      case Loaded.Invalid invalid -> throw new IOException(invalid.problems().toString());
    };
  }

  private static void activate(DataPlane plane, Config config) throws IOException {
    List<String> problems = plane.activate(config);
    if (!problems.isEmpty()) {
      throw new IOException(problems.toString());
    }
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public boolean wants(Decision.Serve serve, String host, String path, String query) {
    return true;
  }

  @Override
  public void onSample(Sample sample) {
    samples.incrementAndGet();
  }

  @Override
  public void onMiss(String unit, ShadowMiss why) {}
}
