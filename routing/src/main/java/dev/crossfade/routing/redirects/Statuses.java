package dev.crossfade.routing.redirects;

import dev.crossfade.config.model.Redirect;

/** The statuses of redirects as numbers, and what two of them in a row come to. */
final class Statuses {
  static final int GONE = 410;

  private Statuses() {}

  static int of(Redirect.Status status) {
    return switch (status) {
      case AUTO -> Redirection.AUTO;
      case S301 -> 301;
      case S302 -> 302;
      case S303 -> 303;
      case S307 -> 307;
      case S308 -> 308;
      case S410 -> GONE;
    };
  }

  static boolean isTemporary(int status) {
    return status == 302 || status == 303 || status == 307;
  }

  static boolean isKnown(int status) {
    return status == 301 || status == 308 || status == GONE || isTemporary(status);
  }

  /** Permanent only if both are; what ends in a page that is gone is gone. */
  static int inARow(int first, int second) {
    if (second == GONE || isTemporary(first)) {
      return second == GONE ? GONE : first;
    }
    if (isTemporary(second)) {
      return first == 308 ? 307 : 302;
    }
    return first == Redirection.AUTO || second == Redirection.AUTO ? Redirection.AUTO : first;
  }
}
