package dev.crossfade.proxy;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Gate;
import dev.crossfade.config.model.Unit;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.Name;
import dev.crossfade.routing.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks for sessions that a storefront silently replaces. Immutable; costs nothing in units whose
 * gates do not ask.
 *
 * <p>A session is lost when a request carries its cookie and the answer sets another one, or none,
 * and the request did not ask to log out. A login that renews the session counts as well: it does
 * so in both arms.
 */
final class SessionWatch {
  private static final List<String> WAYS_OUT =
      List.of("logout", "log-out", "log_out", "signout", "sign-out", "sign_out", "logoff");

  private final Map<String, List<String>> cookies;

  private SessionWatch(Map<String, List<String>> cookies) {
    this.cookies = Map.copyOf(cookies);
  }

  static SessionWatch of(Config config) {
    Map<String, List<String>> cookies = new HashMap<>();
    for (Unit unit : config.units()) {
      if (unit.rollout() != null) {
        List<String> names =
            unit.rollout().gates().stream()
                .filter(Gate.Session.class::isInstance)
                .map(gate -> ((Gate.Session) gate).cookie())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
          cookies.put(unit.name(), names);
        }
      }
    }
    return new SessionWatch(cookies);
  }

  /** A storefront has answered. */
  void onAnswer(
      Decision.Serve serve, ClientRequest request, long visitorKey, Head answer, SessionSink sink) {
    String unit = serve.unit();
    List<String> names = unit == null || cookies.isEmpty() ? null : cookies.get(unit);
    if (names == null || serve.arm() == Decision.Arm.NONE) {
      return;
    }
    for (String name : names) {
      String carried = request.cookie(name);
      if (carried != null && !carried.isEmpty()) {
        String set = lastSet(answer, name);
        boolean lost = set != null && !isKept(set, carried) && !asksToLeave(request);
        sink.onSession(serve.route(), name, lost, visitorKey);
      }
    }
  }

  /** What follows the name in the last field that sets the cookie; null: none does. */
  private static @Nullable String lastSet(Head answer, String name) {
    String last = null;
    for (int field = answer.find(Name.SET_COOKIE);
        field >= 0;
        field = answer.find(Name.SET_COOKIE, field + 1)) {
      String value = answer.value(field);
      int equals = value.indexOf('=');
      if (equals == name.length() && value.startsWith(name)) {
        last = value.substring(equals + 1);
      }
    }
    return last;
  }

  /** The same value, and not only to be cleared. */
  private static boolean isKept(String set, String carried) {
    int end = set.indexOf(';');
    String value = (end < 0 ? set : set.substring(0, end)).strip();
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    String attributes = end < 0 ? "" : set.substring(end).toLowerCase(Locale.ROOT);
    return value.equals(carried) && !attributes.replace(" ", "").contains(";max-age=0");
  }

  private static boolean asksToLeave(ClientRequest request) {
    String asked = (request.path() + "?" + request.query()).toLowerCase(Locale.ROOT);
    return WAYS_OUT.stream().anyMatch(asked::contains);
  }
}
