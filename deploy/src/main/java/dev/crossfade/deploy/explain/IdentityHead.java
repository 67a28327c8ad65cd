package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.RequestHead;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A request of which nothing is known but who sends it. */
record IdentityHead(String cookie, String identity) implements RequestHead {
  private static final InetAddress NOBODY = InetAddress.ofLiteral(Described.NOBODY);

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String host() {
    return "";
  }

  @Override
  public String path() {
    return "/";
  }

  @Override
  public String query() {
    return "";
  }

  @Override
  public boolean secure() {
    return false;
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public @Nullable String cookie(String name) {
    return name.equals(cookie) ? identity : null;
  }

  @Override
  public InetAddress client() {
    return NOBODY;
  }

  @Override
  public boolean fromTrustedHop() {
    return false;
  }
}
