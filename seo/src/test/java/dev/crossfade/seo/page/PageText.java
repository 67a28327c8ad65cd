package dev.crossfade.seo.page;

import dev.crossfade.seo.page.Structured.Item;
import dev.crossfade.seo.page.Structured.Text;
import dev.crossfade.seo.page.Structured.Value;
import org.jspecify.annotations.Nullable;

/** A page as text that people compare, without what is empty. */
final class PageText {
  private final StringBuilder text = new StringBuilder();

  private PageText() {}

  static String of(Page page) {
    PageText all = new PageText();
    all.head(page);
    all.body(page);
    page.structured().items().forEach(item -> all.item(item, "item ", ""));
    page.troubles().forEach(trouble -> all.line("trouble", trouble));
    return all.text.toString();
  }

  private void head(Page page) {
    line("status", page.status() + (page.html() ? ", HTML" : ""));
    line("location", page.location());
    page.indexing().byAgent().forEach((agent, says) -> line("robots of " + agent, says));
    page.indexing().sources().forEach(source -> line("  for", source));
    page.canonicals()
        .forEach(c -> line("canonical in " + c.where(), c.written() + " → " + c.url()));
    page.titles().forEach(title -> line("title", title));
    page.descriptions().forEach(description -> line("description", description));
    page.alternates().forEach(a -> line("alternate " + a.code(), a.written() + " → " + a.url()));
    line("language", page.language());
    line("viewport", page.viewport());
    page.openGraph().forEach((name, values) -> line(name, values));
    line("previous", page.paging().previous());
    line("next", page.paging().next());
  }

  private void body(Page page) {
    page.headings().forEach(heading -> line("h1", heading));
    page.links()
        .forEach(
            link -> line("link", link.url() + " " + link.anchor() + (link.nofollow() ? " ✗" : "")));
    if (page.images().count() > 0) {
      line("images", page.images().count() + ", without alt " + page.images().missingAlt());
    }
    if (page.text().words() > 0) {
      line("text of " + page.text().words(), page.text().beginning());
    }
    if (page.caching().shared() || !page.caching().varies().isEmpty()) {
      line("caching", (page.caching().shared() ? "shared " : "") + page.caching().varies());
    }
  }

  private void item(Item item, String name, String indent) {
    String id = item.id() == null ? "" : " " + item.id();
    line(indent + name + item.types(), item.syntax() + id);
    item.properties()
        .forEach((property, values) -> values.forEach(v -> value(v, property, indent + "  ")));
  }

  private void value(Value value, String property, String indent) {
    switch (value) {
      case Text(String said) -> line(indent + property, said);
      case Item item -> item(item, property + " ", indent);
    }
  }

  private void line(String name, @Nullable Object value) {
    if (value != null) {
      text.append(name).append(": ").append(value).append('\n');
    }
  }
}
