package dev.crossfade.cohorts;

import org.jspecify.annotations.Nullable;

/** What a request is to the browser that sends it. */
public enum RequestKind {
  /** A page of its own, whose address the browser shows. */
  NAVIGATION,
  /** A part of a page: an image, a script, a style sheet, a font. */
  SUBRESOURCE,
  /** Everything else: calls of scripts, frames, forms, clients that are no browsers. */
  OTHER;

  /**
   * Fetch metadata tells where browsers send it (on https). Elsewhere a GET that prefers HTML is a
   * navigation, and a GET with a referrer and a file's name a part of a page.
   */
  public static RequestKind of(RequestHead head) {
    String method = head.method();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return OTHER;
    }
    String mode = head.header("sec-fetch-mode");
    String destination = head.header("sec-fetch-dest");
    if (mode != null || destination != null) {
      return ofFetch(method, mode, destination);
    }
    String accept = head.header("accept");
    if (accept != null && accept.startsWith("text/html")) {
      return method.equals("GET") ? NAVIGATION : OTHER;
    }
    return head.header("referer") != null && isFile(head.path()) ? SUBRESOURCE : OTHER;
  }

  private static RequestKind ofFetch(
      String method, @Nullable String mode, @Nullable String destination) {
    if ("navigate".equals(mode)) {
      return method.equals("GET") && "document".equals(destination) ? NAVIGATION : OTHER;
    }
    return switch (destination) {
      case "audio",
          "audioworklet",
          "embed",
          "font",
          "image",
          "manifest",
          "object",
          "paintworklet",
          "script",
          "serviceworker",
          "sharedworker",
          "style",
          "track",
          "video",
          "worker",
          "xslt" ->
          SUBRESOURCE;
      case null, default -> OTHER;
    };
  }

  /** Whether the last segment has an ending of one to five letters, as {@code app.min.js} has. */
  private static boolean isFile(String path) {
    int dot = path.lastIndexOf('.');
    int length = path.length() - dot - 1;
    return dot > path.lastIndexOf('/') && length >= 1 && length <= 5;
  }
}
