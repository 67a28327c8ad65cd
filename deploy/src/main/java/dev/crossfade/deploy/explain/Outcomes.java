package dev.crossfade.deploy.explain;

import dev.crossfade.routing.Decision;
import org.jspecify.annotations.Nullable;

/** A decision in the words of the command line and the API. */
final class Outcomes {
  private static final int GONE = 410;
  private static final int UNAVAILABLE = 503;

  private Outcomes() {}

  static String action(Decision decision) {
    return switch (decision) {
      case Decision.Serve _ -> "serve";
      case Decision.Redirect _ -> "redirect";
      case Decision.Gone _ -> "gone";
      case Decision.Hold _ -> "reject";
    };
  }

  /** What the gateway itself answers; null: the backend answers. */
  static @Nullable Integer status(Decision decision) {
    return switch (decision) {
      case Decision.Serve _ -> null;
      case Decision.Redirect redirect -> redirect.status();
      case Decision.Gone _ -> GONE;
      case Decision.Hold _ -> UNAVAILABLE;
    };
  }

  static @Nullable String location(Decision decision) {
    return decision instanceof Decision.Redirect redirect ? redirect.location() : null;
  }

  static String reason(Decision decision) {
    return switch (decision) {
      case Decision.Serve serve -> serve.reason().word();
      case Decision.Redirect _, Decision.Gone _ -> "redirect";
      case Decision.Hold hold -> hold.route().reason().word();
    };
  }

  /** In a word or two: what a group of visitors sees. */
  static String shown(Decision decision) {
    return switch (decision) {
      case Decision.Serve serve -> serve.backend();
      case Decision.Redirect redirect -> Integer.toString(redirect.status());
      case Decision.Gone _ -> Integer.toString(GONE);
      case Decision.Hold _ -> Integer.toString(UNAVAILABLE);
    };
  }
}
