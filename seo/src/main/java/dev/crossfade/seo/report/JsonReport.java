package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** For scripts: one JSON document, a finding a line. */
public final class JsonReport implements Report {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .defaultPrettyPrinter(new Lines())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  @Override
  public void write(AuditReport audit, OutputStream out) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    try (JsonGenerator json = JSON.createGenerator(buffered)) {
      json.writeStartObject();
      json.writeStringProperty("audit", audit.audit());
      json.writeNumberProperty("checked", audit.checked());
      summary(json, Digest.of(audit.findings(), 0));
      json.writeArrayPropertyStart("findings");
      Walk.through(audit.findings(), finding -> finding(json, finding));
      json.writeEndArray();
      more(json, audit);
      json.writeEndObject();
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
    buffered.write("\n".getBytes(StandardCharsets.UTF_8));
    buffered.flush();
  }

  private static void summary(JsonGenerator json, Digest digest) {
    json.writeObjectPropertyStart("summary");
    for (Severity severity : Severity.values()) {
      json.writeNumberProperty(Words.label(severity), digest.count(severity));
    }
    json.writeEndObject();
  }

  private static void finding(JsonGenerator json, Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("rule", finding.rule().id());
    json.writeStringProperty("severity", Words.label(finding.severity()));
    text(json, "url", finding.url());
    text(json, "template", finding.template());
    text(json, "legacy", finding.legacy());
    text(json, "next", finding.next());
    text(json, "message", finding.message());
    text(json, "evidence", finding.evidence());
    json.writeEndObject();
  }

  private static void more(JsonGenerator json, AuditReport audit) {
    text(json, "title", audit.title());
    text(json, "subject", audit.subject());
    json.writeStringProperty("started", audit.started().toString());
    json.writeNumberProperty("seconds", audit.took().toMillis() / 1_000.0);
    json.writeObjectPropertyStart("pages");
    for (Map.Entry<String, Long> of : new TreeMap<>(audit.basis().pages()).entrySet()) {
      json.writeNumberProperty(Legible.wellFormed(of.getKey()), of.getValue());
    }
    json.writeEndObject();
    json.writeObjectPropertyStart("settings");
    audit.basis().settings().forEach(setting -> text(json, setting.name(), setting.value()));
    json.writeEndObject();
    json.writeArrayPropertyStart("tables");
    for (AuditReport.Table table : audit.tables()) {
      json.writeStartObject();
      text(json, "title", table.title());
      text(json, "lead", table.lead());
      texts(json, "columns", table.columns());
      json.writeArrayPropertyStart("rows");
      for (List<String> row : table.rows()) {
        json.writeStartArray();
        row.forEach(cell -> json.writeString(Legible.wellFormed(cell)));
        json.writeEndArray();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    texts(json, "notes", audit.notes());
  }

  private static void texts(JsonGenerator json, String name, List<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(text -> json.writeString(Legible.wellFormed(text)));
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String name, String text) {
    json.writeStringProperty(Legible.wellFormed(name), Legible.wellFormed(text));
  }

  /** A line for each finding, note and table, so that the document can be read and compared. */
  private static final class Lines extends MinimalPrettyPrinter {
    private static final int IN_DOCUMENT = 2;

    @Override
    public void beforeArrayValues(JsonGenerator json) {
      breakLine(json);
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) {
      json.writeRaw(',');
      breakLine(json);
    }

    private static void breakLine(JsonGenerator json) {
      if (json.streamWriteContext().getNestingDepth() <= IN_DOCUMENT) {
        json.writeRaw('\n');
      }
    }
  }
}
