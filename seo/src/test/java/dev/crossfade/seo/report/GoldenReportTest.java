package dev.crossfade.seo.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.seo.audit.AuditReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What scripts, spreadsheets, CI and people get, to the byte: these formats are a contract. */
class GoldenReportTest {
  static Arguments[] reports() {
    return new Arguments[] {
      Arguments.of("few.json", new JsonReport(), Samples.few()),
      Arguments.of("few.csv", new CsvReport(), Samples.few()),
      Arguments.of("few.xml", new JUnitReport(), Samples.few()),
      Arguments.of("few.txt", TextReport.plain(), Samples.few()),
      Arguments.of("few-coloured.txt", TextReport.coloured(), Samples.few()),
      Arguments.of("shop.txt", TextReport.plain(), Samples.shop()),
      Arguments.of("clean.json", new JsonReport(), Samples.clean(12)),
      Arguments.of("clean.csv", new CsvReport(), Samples.clean(12)),
      Arguments.of("clean.xml", new JUnitReport(), Samples.clean(12)),
      Arguments.of("clean.txt", TextReport.plain(), Samples.clean(12)),
      Arguments.of("nothing.txt", TextReport.plain(), Samples.clean(0)),
    };
  }

  /** What was written stands in target/golden, to be looked at and copied when it is meant. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void report_ofAnAudit_isAsItWasPromised(String name, Report report, AuditReport audit)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.write(audit, out);

    Path folder = Files.createDirectories(Path.of("target", "golden"));
    Files.write(folder.resolve(name), out.toByteArray());
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(golden(name));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = GoldenReportTest.class.getResourceAsStream("/golden/report/" + name)) {
      Objects.requireNonNull(in, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
