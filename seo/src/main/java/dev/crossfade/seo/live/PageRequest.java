package dev.crossfade.seo.live;

import dev.crossfade.seo.live.group.Pages;
import dev.crossfade.seo.url.WebUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page as the public asks for it, without cookies.
 *
 * @param of its unit and template
 * @param host as in the Host field: with its port, where it is not the scheme's
 * @param query without the question mark; empty: none
 * @param headers that say in which language and for which device
 */
public record PageRequest(
    Pages of,
    String scheme,
    String host,
    String path,
    String query,
    Map<String, List<String>> headers) {
  public PageRequest {
    headers = Map.copyOf(headers);
  }

  /** Path and query, as in a request. */
  public String target() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  String text() {
    return scheme + "://" + host + target();
  }

  /** Null: it is no address of a page. */
  @Nullable WebUrl url() {
    return WebUrl.parse(text());
  }
}
