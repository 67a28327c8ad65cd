package dev.crossfade.proxy;

import dev.crossfade.cohorts.Preview;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Identity;
import dev.crossfade.proxy.http1.FieldSink;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import dev.crossfade.routing.Pinned;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a backend's answer as its visitor gets them: the backend's own, our cookies, what
 * caches may keep, and to operators who answered and why.
 */
final class AnswerFields {
  private static final String ATTRIBUTES = "; Path=/; HttpOnly; SameSite=Lax";

  private AnswerFields() {}

  static void write(
      Head answer,
      ClientRequest request,
      Visitor visitor,
      Decision.Serve serve,
      Config config,
      FieldSink out) {
    boolean secure = request.hops().secure();
    Preview preview = visitor.preview();
    boolean cookies = visitor.newIdentity() != null || !serve.pins().isEmpty();
    if (serve.varies() || cookies || preview != null) {
      Caching.writePrivate(answer, out);
    } else {
      Forwarding.toClient(answer, out);
    }
    if (cookies) {
      String identity = identity(visitor, config.identity(), secure);
      if (identity != null) {
        out.field(Name.SET_COOKIE, identity);
      }
      writePins(serve.pins(), request, answer.status(), secure, out);
    }
    if (config.telemetry().debugHeader() || preview != null) {
      writeReason(serve, out);
    }
  }

  /** The cookie of an identity that was made for this request; null: none was. */
  static @Nullable String identity(Visitor visitor, Identity settings, boolean secure) {
    String fresh = visitor.newIdentity();
    return fresh == null
        ? null
        : cookie(settings.cookie(), fresh, settings.maxAge().toSeconds(), secure);
  }

  /** A completed checkout is let go of: the next one may go elsewhere. */
  private static void writePins(
      List<Pinned> pins, ClientRequest request, int status, boolean secure, FieldSink out) {
    for (Pinned pinned : pins) {
      if (pinned.isCompletedBy(request, status)) {
        cookie(pinned.pin().cookie(), "", 0, secure, out);
      } else if (pinned.isWritten()) {
        cookie(pinned.pin().cookie(), pinned.cookieValue(), pinned.cookieSeconds(), secure, out);
      }
    }
  }

  private static void cookie(
      String name, String value, long seconds, boolean secure, FieldSink out) {
    out.field(Name.SET_COOKIE, cookie(name, value, seconds, secure));
  }

  /** A cookie of ours, as Set-Cookie has it. */
  static String cookie(String name, String value, long seconds, boolean secure) {
    return name + "=" + value + "; Max-Age=" + seconds + ATTRIBUTES + (secure ? "; Secure" : "");
  }

  private static void writeReason(Decision.Serve serve, FieldSink out) {
    String unit = serve.unit();
    out.begin(Name.X_CROSSFADE)
        .text("unit=")
        .text(unit == null ? "-" : unit)
        .text("; served=")
        .text(serve.backend())
        .text("; reason=")
        .text(serve.reason().word())
        .end();
  }
}
