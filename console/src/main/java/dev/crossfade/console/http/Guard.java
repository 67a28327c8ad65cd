package dev.crossfade.console.http;

import dev.crossfade.config.model.Admin.Role;
import io.vertx.ext.web.RoutingContext;

/** Lets requests in, or answers them itself. Asked on the event loop. */
public interface Guard {
  /**
   * Whether a request for something that everyone may have can go on, as far as its head tells: a
   * page of somebody else must not get even that.
   */
  boolean pass(RoutingContext context);

  /** The same for something that takes a role; from then on there is a {@link Visit}. */
  boolean admit(RoutingContext context, Role role);

  /** Whether one who was let in wants this action; its body is there by now. */
  boolean confirm(RoutingContext context);
}
