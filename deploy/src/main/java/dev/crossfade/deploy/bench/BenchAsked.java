package dev.crossfade.deploy.bench;

import dev.crossfade.cohorts.RequestHead;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A GET of a path, of which nothing else is known. */
record BenchAsked(String path) implements RequestHead {
  @Override
  public String method() {
    return "GET";
  }

  @Override
  public String host() {
    return "www.shop.example";
  }

  @Override
  public String query() {
    return "";
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
