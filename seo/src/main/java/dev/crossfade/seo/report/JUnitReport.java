package dev.crossfade.seo.report;

import dev.crossfade.config.model.Severity;
import dev.crossfade.seo.audit.AuditReport;
import dev.crossfade.seo.finding.Finding;
import dev.crossfade.seo.finding.Rule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For CI: JUnit's XML, in which an audit is a suite and a rule a case. A rule that found anything
 * is a case that failed, with examples.
 */
public final class JUnitReport implements Report {
  private static final int EXAMPLES = 10;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Override
  public void write(AuditReport audit, OutputStream out) throws IOException {
    Digest digest = Digest.of(audit.findings(), EXAMPLES);
    Map<Rule, Group> found = new EnumMap<>(Rule.class);
    digest.rules(EXAMPLES).forEach(group -> found.put(group.rule(), group));
    List<Rule> rules =
        Arrays.stream(Rule.values())
            .filter(rule -> found.containsKey(rule) || audit.basis().rules().contains(rule))
            .toList();
    Writer xml = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    String counts =
        " tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%s\""
            .formatted(
                Math.max(1, rules.size()),
                found.size(),
                String.format(Locale.ROOT, "%.3f", audit.took().toMillis() / 1_000.0));
    xml.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts + ">\n");
    xml.write(
        "  <testsuite name=\"%s\" timestamp=\"%s\"%s>\n"
            .formatted(escape(audit.title()), SECOND.format(audit.started()), counts));
    properties(xml, audit, digest);
    if (rules.isEmpty()) {
      xml.write("    <testcase classname=\"%s\" name=\"findings\"/>\n".formatted(suite(audit)));
    }
    for (Rule rule : rules) {
      testCase(xml, audit, rule, found.get(rule));
    }
    xml.write("  </testsuite>\n</testsuites>\n");
    xml.flush();
  }

  private static String suite(AuditReport audit) {
    return "crossfade." + escape(audit.audit());
  }

  private static void properties(Writer xml, AuditReport audit, Digest digest) throws IOException {
    xml.write("    <properties>\n");
    property(xml, "subject", audit.subject());
    property(xml, "checked", Long.toString(audit.checked()));
    for (Severity severity : Severity.values()) {
      property(xml, Words.label(severity), Long.toString(digest.count(severity)));
    }
    xml.write("    </properties>\n");
  }

  private static void property(Writer xml, String name, String value) throws IOException {
    xml.write("      <property name=\"%s\" value=\"%s\"/>\n".formatted(name, escape(value)));
  }

  private static void testCase(Writer xml, AuditReport audit, Rule rule, @Nullable Group group)
      throws IOException {
    String head =
        "    <testcase classname=\"%s\" name=\"%s %s\" time=\"0\""
            .formatted(suite(audit), rule.id(), escape(rule.title()));
    if (group == null) {
      xml.write(head + "/>\n");
      return;
    }
    xml.write(head + ">\n");
    xml.write(
        "      <failure type=\"%s\" message=\"%s\">"
            .formatted(Words.label(group.severity()), escape(group.sentence())));
    xml.write(escape(rule.consequence() + "\n" + rule.remedy() + "\n"));
    for (Finding example : group.examples()) {
      xml.write(escape("\n" + example.url() + "\n  " + Legible.line(example.message())));
      side(xml, "legacy", example.legacy());
      side(xml, "next", example.next());
    }
    if (group.count() > group.examples().size()) {
      long more = group.count() - group.examples().size();
      xml.write("\n… and " + Words.count(more) + " more");
    }
    xml.write("\n      </failure>\n    </testcase>\n");
  }

  private static void side(Writer xml, String name, String says) throws IOException {
    if (!says.isEmpty()) {
      xml.write("\n  " + name + ": " + escape(Legible.line(says)));
    }
  }

  private static String escape(String text) {
    return Legible.lines(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
