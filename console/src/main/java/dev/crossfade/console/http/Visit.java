package dev.crossfade.console.http;

import io.vertx.ext.web.RoutingContext;

/**
 * Somebody's request that was let in.
 *
 * @param csrf what a form must send along as {@code csrf}, a script as {@code x-csrf-token}, for
 *     this to be taken for their own doing; empty for a bearer, who needs none
 */
public record Visit(Actor actor, Proof proof, String csrf) {
  private static final String KEY = Visit.class.getName();

  /** How it was shown who asks. */
  public enum Proof {
    /** There are no tokens and the request comes from this machine. */
    LOCAL,
    /** A token with the request, as programs send it. */
    TOKEN,
    /** A session that was begun with a token, as browsers have it. */
    SESSION
  }

  /** Whose request this is; there is one in every action of {@link Routes}. */
  public static Visit of(RoutingContext context) {
    Visit visit = context.get(KEY);
    if (visit == null) {
      throw new IllegalStateException(
          context.request().path() + " was let in by nobody (expected: a path of Routes)");
    }
    return visit;
  }

  /** Notes whose request it is, for who answers it. */
  public void into(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Whether there is something to log out of. */
  public boolean canLogOut() {
    return proof == Proof.SESSION;
  }
}
