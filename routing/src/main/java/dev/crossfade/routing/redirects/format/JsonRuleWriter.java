package dev.crossfade.routing.redirects.format;

import dev.crossfade.routing.redirects.RedirectRule;
import dev.crossfade.routing.redirects.RedirectRule.Source;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** JSON, one object a line, as an array or by themselves. It can say everything. */
final class JsonRuleWriter implements RuleWriter {
  private static final JsonFactory JSON = new JsonFactory();

  private final boolean asArray;

  JsonRuleWriter(boolean asArray) {
    this.asArray = asArray;
  }

  @Override
  public void write(List<RedirectRule> rules, Writer out, Losses losses) throws IOException {
    String between = asArray ? "[\n" : "";
    for (RedirectRule rule : rules) {
      out.write(between);
      out.write(object(rule));
      between = asArray ? ",\n" : "\n";
    }
    if (asArray) {
      out.write(rules.isEmpty() ? "[]" : "\n]");
    }
    out.write(asArray || !rules.isEmpty() ? "\n" : "");
  }

  private static String object(RedirectRule rule) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      switch (rule.source()) {
        case Source.Exact exact -> json.writeStringProperty("source", TableWriter.written(exact));
        case Source.Prefix prefix -> {
          Source.Exact start = new Source.Exact(prefix.host(), prefix.path(), null);
          json.writeStringProperty("match", "prefix");
          json.writeStringProperty("source", TableWriter.written(start));
        }
        case Source.Matching matching -> {
          json.writeStringProperty("match", "pattern");
          json.writeStringProperty("source", matching.pattern().pattern());
          @Nullable String host = matching.host();
          if (host != null) {
            json.writeStringProperty("host", host);
          }
        }
      }
      if (!rule.target().isEmpty()) {
        json.writeStringProperty("target", rule.target());
      }
      if (rule.status() != RedirectRule.UNSAID) {
        json.writeNumberProperty("status", rule.status());
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
