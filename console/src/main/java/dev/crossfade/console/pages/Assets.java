package dev.crossfade.console.pages;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files that pages refer to, each under an address that has a hash of its content, so that a
 * browser never asks twice. They are the same for everybody and hold nothing secret.
 */
public final class Assets {
  private static final String FOLDER = "/assets/";
  private static final int HASH_DIGITS = 12;
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final Map<String, Asset> ALL =
      read(
          List.of(
              new Source("console.css", "text/css", "console.css"),
              new Source("console.js", "text/javascript", "console.js"),
              new Source("charts.js", "text/javascript", "charts.js"),
              new Source("icon.svg", "image/svg+xml", "icon.svg"),
              new Source("uplot.css", "text/css", UPLOT + "uPlot.min.css"),
              new Source("uplot.js", "text/javascript", UPLOT + "uPlot.iife.min.js")));

  private Assets() {}

  private record Source(String name, String type, String resource) {}

  private record Asset(String hash, String type, Buffer plain, Buffer gzip) {}

  /** The address of a file by its name. */
  public static String path(String name) {
    Asset asset = ALL.get(name);
    if (asset == null) {
      throw new IllegalArgumentException(
          "asset: " + name + " (expected: one of " + String.join(", ", ALL.keySet()) + ")");
    }
    return FOLDER + asset.hash + "/" + name;
  }

  public static void open(Routes routes) {
    routes.open(FOLDER + ":hash/:name", Assets::send);
  }

  private static void send(RoutingContext context) {
    @Nullable Asset asset = ALL.get(context.pathParam("name"));
    if (asset == null || !asset.hash.equals(context.pathParam("hash"))) {
      Answers.problem(context, 404, "not found", context.request().path() + " is nothing here");
      return;
    }
    String accepted = context.request().getHeader("accept-encoding");
    boolean gzip = accepted != null && accepted.contains("gzip");
    if (gzip) {
      context.response().putHeader("content-encoding", "gzip");
    }
    context
        .response()
        .putHeader("content-type", asset.type + "; charset=utf-8")
        .putHeader("cache-control", "public, max-age=31536000, immutable")
        .putHeader("vary", "accept-encoding")
        .putHeader("x-content-type-options", "nosniff")
        .end(gzip ? asset.gzip : asset.plain);
  }

  private static Map<String, Asset> read(List<Source> sources) {
    Map<String, Asset> assets = new LinkedHashMap<>();
    for (Source source : sources) {
      byte[] content = content(source.resource);
      assets.put(
          source.name,
          new Asset(
              hash(content), source.type, Buffer.buffer(content), Buffer.buffer(zipped(content))));
    }
    return assets;
  }

  private static byte[] content(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing from the build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static byte[] zipped(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
