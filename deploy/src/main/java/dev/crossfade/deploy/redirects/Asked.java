package dev.crossfade.deploy.redirects;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.routing.redirects.format.Expectation;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A GET of what is expected to be redirected, by nobody in particular. */
record Asked(Expectation expectation) implements RequestHead {
  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String host() {
    String host = expectation.host();
    return host == null ? "" : host;
  }

  @Override
  public String path() {
    return expectation.path();
  }

  @Override
  public String query() {
    return expectation.query();
  }

  @Override
  public boolean secure() {
    return expectation.source().startsWith("https:");
  }

  @Override
  public @Nullable String header(String name) {
    return null;
  }

  @Override
  public @Nullable String cookie(String name) {
    return null;
  }

  @Override
  public InetAddress client() {
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public boolean fromTrustedHop() {
    return false;
  }
}
