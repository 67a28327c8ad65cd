package dev.crossfade.seo.audit;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subject that is done, as a line of JSON: {@code {"i":12,"findings":[…],"facts":[…]}}. */
record SpoolLine(int index, Checked checked) {

  static byte[] bytes(int index, Checked checked) {
    if (checked.findings().isEmpty() && checked.facts().isEmpty()) {
      return ("{\"i\":" + index + "}\n").getBytes(StandardCharsets.US_ASCII);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberProperty("i", index);
      out.writeArrayPropertyStart("findings");
      checked.findings().forEach(finding -> write(out, finding));
      out.writeEndArray();
      out.writeArrayPropertyStart("facts");
      checked.facts().forEach(out::writeString);
      out.writeEndArray();
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Finding finding) {
    out.writeStartArray();
    out.writeString(finding.rule().id());
    out.writeString(finding.severity().name());
    out.writeString(finding.url());
    out.writeString(finding.template());
    out.writeString(finding.legacy());
    out.writeString(finding.next());
    out.writeString(finding.message());
    out.writeString(finding.evidence());
    out.writeEndArray();
  }

  /** Null: it is no such line. */
  static @Nullable SpoolLine read(byte[] line) {
    try {
      JsonNode json = JsonMapper.shared().readTree(line);
      int index = json.path("i").asInt(-1);
      if (index < 0) {
        return null;
      }
      List<Finding> findings = new ArrayList<>();
      for (JsonNode each : json.path("findings")) {
        findings.add(finding(each));
      }
      List<String> facts = new ArrayList<>();
      json.path("facts").forEach(fact -> facts.add(fact.asString("")));
      return new SpoolLine(index, new Checked(findings, facts, true));
    } catch (JacksonException | IllegalArgumentException _) {
      return null;
    }
  }

  private static Finding finding(JsonNode json) {
    Rule rule = Rule.byId(text(json, 0));
    if (rule == null) {
      throw new IllegalArgumentException(text(json, 0) + " (expected: a rule's id)");
    }
    return new Finding(
        rule,
        Severity.valueOf(text(json, 1)),
        text(json, 2),
        text(json, 3),
        text(json, 4),
        text(json, 5),
        text(json, 6),
        text(json, 7));
  }

  private static String text(JsonNode json, int at) {
    return json.path(at).asString("");
  }
}
