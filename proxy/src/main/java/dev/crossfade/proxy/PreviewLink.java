package dev.crossfade.proxy;

import dev.crossfade.cohorts.Preview;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import io.netty.buffer.Unpooled;

/**
 * Answers a request that brings a preview in its address: the cookie keeps it from now on, and the
 * visitor is sent to the same page without it. So the token stands neither in what is shared, nor
 * in the Referer of what the page asks for, nor in the logs of a storefront.
 */
final class PreviewLink {
  private static final int FOUND = 302;

  private PreviewLink() {}

  static boolean isOne(Preview preview, Head request) {
    return preview.byLink() && (request.isMethod("GET") || request.isMethod("HEAD"));
  }

  /**
   * The answer.
   *
   * @param head takes its head
   * @param seconds since 1970
   */
  static OwnAnswer answer(Head head, Preview preview, ClientRequest request, long seconds) {
    long left = Math.max(0, preview.expires() - seconds);
    boolean secure = request.hops().secure();
    head.answer(FOUND, "Found")
        .add(Name.LOCATION.text(), without(request.head().target()))
        .add(
            Name.SET_COOKIE.text(),
            AnswerFields.cookie(Preview.COOKIE, preview.token(), left, secure))
        .add(Name.CACHE_CONTROL.text(), "no-store")
        .add(Name.X_REQUEST_ID.text(), request.id());
    return new OwnAnswer(head, Unpooled.EMPTY_BUFFER);
  }

  /** The same target without the parameter. Two slashes at its start would be another host. */
  private static String without(String target) {
    int mark = target.indexOf('?');
    StringBuilder rest = new StringBuilder();
    for (String parameter : target.substring(mark + 1).split("&", -1)) {
      if (!parameter.startsWith(Preview.PARAMETER + "=")) {
        rest.append(rest.isEmpty() ? "?" : "&").append(parameter);
      }
    }
    String path = target.substring(0, mark);
    return (path.startsWith("//") ? "/." + path : path) + rest;
  }
}
