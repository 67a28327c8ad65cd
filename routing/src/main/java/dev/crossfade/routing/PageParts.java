package dev.crossfade.routing;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.RequestKind;
import dev.crossfade.cohorts.Visitor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the page that a request is a part of, by its referrer. */
final class PageParts {
  private final PageMemory memory;
  private final List<String> backends;

  PageParts(PageMemory memory, List<String> backends) {
    this.memory = memory;
    this.backends = backends;
  }

  /** The head of the page's own request; null: this is no part of a page of ours. */
  @Nullable RequestHead pageOf(RequestHead head) {
    String referrer = head.header("referer");
    if (referrer == null || RequestKind.of(head) != RequestKind.SUBRESOURCE) {
      return null;
    }
    String path = path(referrer, head.host());
    return path == null ? null : PageHead.at(head, path);
  }

  /** A page was answered by a backend. */
  void onPage(Visitor visitor, String backend) {
    if (visitor.kind() == RequestKind.NAVIGATION) {
      memory.onPage(visitor.key(), visitor.head().path(), backends.indexOf(backend));
    }
  }

  /** Who rendered the page for this visitor; null: nobody remembers. */
  @Nullable String backendOf(Visitor visitor, RequestHead page) {
    int backend = memory.backendOf(visitor.key(), page.path());
    return backend < 0 || backend >= backends.size() ? null : backends.get(backend);
  }

  /** The path of a URL of this host. */
  private static @Nullable String path(String url, String host) {
    int scheme = url.indexOf("://");
    int from = scheme + 3;
    if (scheme < 0 || !url.regionMatches(true, from, host, 0, host.length())) {
      return null;
    }
    int slash = url.indexOf('/', from);
    int end = from + host.length();
    if (slash < 0 || (slash != end && url.charAt(end) != ':')) {
      return null;
    }
    int mark = url.indexOf('?', slash);
    return url.substring(slash, mark < 0 ? url.length() : mark);
  }
}
