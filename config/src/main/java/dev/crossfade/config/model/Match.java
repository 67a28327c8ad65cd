package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Keys;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.value.PathPattern;
import java.util.List;
import java.util.Map;

/** Which requests. All keys that are written must hold; of a list, one. */
public record Match(
    @Doc("The host asked for, without port; *.shop.example for any below it.")
        @Matches(
            value = "(\\*\\.)?[A-Za-z0-9_.-]{1,253}",
            expected = "a host name such as www.shop.example or *.shop.example")
        List<String> host,
    @Doc("The path: exact, with * for a part of a segment, ** for any segments.")
        List<PathPattern> path,
    @Doc("The method.") @Matches(value = "[A-Z][A-Z-]{0,31}", expected = "a method such as GET")
        List<String> method,
    @Doc("Headers and their values; * for any value.")
        @Keys(matching = Http.TOKEN, expected = "a header name")
        Map<String, String> header,
    @Doc("Query parameters and their values; * for any value.") Map<String, String> query,
    @Doc("Cookies and their values; * for any value.")
        @Keys(matching = Http.TOKEN, expected = "a cookie name")
        Map<String, String> cookie,
    @Doc("http or https, as the client spoke it.")
        @Matches(value = "https?", expected = "http or https")
        List<String> protocol)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (host.isEmpty()
        && path.isEmpty()
        && method.isEmpty()
        && header.isEmpty()
        && query.isEmpty()
        && cookie.isEmpty()
        && protocol.isEmpty()) {
      complaints.problem("matches everything (expected: a condition; path: /** says it plainly)");
    }
  }
}
