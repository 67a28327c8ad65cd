package dev.crossfade.routing.redirects;

import dev.crossfade.cohorts.RequestHead;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A GET of a page by nobody in particular, for those who ask what would be. */
record PathHead(String host, String path, String query) implements RequestHead {
  @Override
  public String method() {
    return "GET";
  }

  @Override
  public boolean secure() {
    return true;
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
