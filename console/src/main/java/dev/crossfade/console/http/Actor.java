package dev.crossfade.console.http;

import dev.crossfade.config.model.Admin;

/** Somebody we know. */
public record Actor(String name, Admin.Role role) {
  public boolean may(Admin.Role wanted) {
    return role == Admin.Role.OPERATOR || wanted == Admin.Role.VIEWER;
  }
}
