package dev.crossfade.deploy.gateway;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.seo.url.WebUrl;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The head of a request for a page that nobody in particular asks for. */
record ImaginedPage(String host, String path, String query, boolean secure) implements RequestHead {
  static ImaginedPage of(WebUrl url) {
    String query = url.query();
    return new ImaginedPage(
        url.host(), url.path(), query == null ? "" : query, url.scheme().equals("https"));
  }

  @Override
  public String method() {
    return "GET";
  }

  @Override
  public @Nullable String header(String name) {
    return name.toLowerCase(Locale.ROOT).equals("host") ? host : null;
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
