package dev.crossfade.seo.shadow;

import java.net.URI;
import java.util.Arrays;

/**
 * Compares what two storefronts answered to one request: the status, where a redirect goes, the
 * body by its kind. What a storefront was seen to contradict in itself is no difference. One thread
 * at a time.
 */
public final class ShadowJudge {
  private final Noise noise = new Noise();

  /**
   * Compares the storefronts.
   *
   * @param path of the request, without its query
   */
  public ShadowVerdict judge(String unit, String path, Reply served, Reply shadow) {
    Noise.Pages pages = pages(unit, path);
    return compare(served, shadow, new Differences(key -> noise.covers(pages, key)));
  }

  /** Learns from what one storefront answered to one request, asked twice. */
  public void learn(String unit, String path, Reply served, Reply again) {
    Differences found = new Differences(_ -> false);
    compare(served, again, found);
    noise.learn(pages(unit, path), found.keys());
  }

  private static Noise.Pages pages(String unit, String path) {
    return new Noise.Pages(unit, PathTemplate.of(path));
  }

  private static ShadowVerdict compare(Reply served, Reply shadow, Differences found) {
    if (served.status() != shadow.status()) {
      return new ShadowVerdict.StatusDiffers(served.status(), shadow.status());
    }
    if (!isSamePlace(served.location(), shadow.location())) {
      found.add("location", "location", served.location(), shadow.location());
    }
    boolean redirect = served.status() / 100 == 3;
    try {
      if (!redirect) {
        compareBodies(served, shadow, found);
      }
      return found.verdict();
    } catch (IncomparableException e) {
      return new ShadowVerdict.Incomparable(e.reason());
    }
  }

  private static void compareBodies(Reply served, Reply shadow, Differences found)
      throws IncomparableException {
    BodyKind kind = BodyKind.of(served.type());
    if (kind != BodyKind.of(shadow.type())) {
      String here = BodyKind.mediaType(served.type());
      found.add("content-type", "content-type", here, BodyKind.mediaType(shadow.type()));
      return;
    }
    byte[] one = Decoding.decode(served.encoding(), served.body());
    byte[] other = Decoding.decode(shadow.encoding(), shadow.body());
    if (Arrays.equals(one, other)) {
      return;
    }
    if (one.length == 0 || other.length == 0) {
      found.add("body", "body", one.length + " bytes", other.length + " bytes");
      return;
    }
    switch (kind) {
      case JSON -> JsonComparison.compare(one, other, found);
      case HTML ->
          TextComparison.compare(
              VisibleText.ofHtml(one, served.type()),
              VisibleText.ofHtml(other, shadow.type()),
              found);
      case TEXT ->
          TextComparison.compare(
              VisibleText.ofText(one, served.type()),
              VisibleText.ofText(other, shadow.type()),
              found);
      case BYTES -> found.add("body", "body", one.length + " bytes", other.length + " bytes");
    }
  }

  /** A redirect may name its host or leave it out. */
  private static boolean isSamePlace(String served, String shadow) {
    return served.equals(shadow) || isRelativeOf(served, shadow) || isRelativeOf(shadow, served);
  }

  private static boolean isRelativeOf(String relative, String absolute) {
    if (!relative.startsWith("/") || relative.startsWith("//")) {
      return false;
    }
    try {
      URI uri = URI.create(absolute);
      String query = uri.getRawQuery();
      String path = uri.getRawPath() == null ? "" : uri.getRawPath();
      return uri.isAbsolute() && relative.equals(query == null ? path : path + "?" + query);
    } catch (IllegalArgumentException e) {
      return false; // nothing that could be the same place
    }
  }
}
