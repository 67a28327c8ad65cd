package dev.crossfade.seo.page;

import dev.crossfade.seo.url.WebUrl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Answers of a shop, read. */
final class Pages {
  static final WebUrl URL = WebUrl.of("https://shop.example/p/red-shoe");

  private Pages() {}

  static Page html(String html) {
    return html(html.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
  }

  static Page html(byte[] body, String type) {
    return read(200, Map.of("Content-Type", List.of(type)), body);
  }

  /** With this inside of an otherwise empty body. */
  static Page body(String html) {
    return html("<!doctype html><html><head><title>t</title></head><body>" + html);
  }

  static Page head(String html) {
    return html("<!doctype html><html><head>" + html + "</head><body><p>text</p></body></html>");
  }

  static Page fields(int status, Map<String, List<String>> fields) {
    return read(status, fields, new byte[0]);
  }

  static Page read(int status, Map<String, List<String>> fields, byte[] body) {
    return new PageReader(List.of(), 10 << 20)
        .read(new Answer(URL, status, new Fields(fields), body, false, -1));
  }
}
