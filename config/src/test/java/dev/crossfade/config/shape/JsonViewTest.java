package dev.crossfade.config.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.ConfigLoader;
import dev.crossfade.config.Loaded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The configuration that is shown could be written into a file again: JSON is YAML. */
class JsonViewTest {
  private static final String CONFIGURATION =
      """
      listeners: { bind: "[::]:8080" }
      backends:
        legacy: { endpoints: [ "http://a", "http://[::1]:81" ], retries: { on: [ connect, 502 ] } }
        next: { endpoints: https://b, timeouts: { total: 1h30m }, balance: round-robin }
      cohorts: { staff: { header: { x-staff: "1" }, not: { any: [ { percent: 0.5% }, { country: IN } ] } } }
      units:
        - name: a
          match: { path: [ /, /a/** ], method: GET }
          exposure: { rules: { cohort: staff, send: next } }
          rollout:
            stages: [ { percent: 1%, hold: 1d }, { percent: 100%, hold: 0s } ]
            freeze: { timezone: Asia/Kolkata, weekly: "Fri 12:00 - Mon 08:00", dates: 2026-11-27 }
            gates:
              - errors: { tolerance: 0.5pp, minSamples: 5 }
              - latency: { quantile: p99.9, tolerance: 10% }
              - prometheus: { name: lag, url: "http://p", query: q, expect: "<= -0.5" }
              - manual: { name: m, stages: 100% }
      redirects:
        - { prefix: /a, to: /b, status: 308 }
        - { pattern: "^/(\\\\d+)$", to: /p/$1, when: next }
      pins: { p: { start: { cookie: { c: "*" } }, scope: a, end: { path: /done } } }
      seo: { rules: { SEO-TITLE: minor, SEO-H1: off }, templates: { name: t, path: /t } }
      limits: { body: 5000B }
      """;

  @TempDir Path directory;

  @Test
  void of_whatWasRead_readsBackAsTheSame() {
    ObjectNode view = view(CONFIGURATION);

    ObjectNode again = view(view.toString());

    assertThat(again).isEqualTo(view);
  }

  @Test
  void of_secrets_showsNone() throws IOException {
    Files.writeString(directory.resolve("key"), "a-key-nobody-can-guess");

    ObjectNode view =
        view(
            CONFIGURATION
                + """
                secrets: { cookieKeys: { id: k1, value: "${file:key}" }, webhookKey: "${file:key}" }
                state: { etcd: { endpoints: http://e, user: cf, password: open-sesame } }
                admin: { tokens: { name: ops, role: viewer, sha256: %s } }
                """
                    .formatted("ab".repeat(32)));

    assertThat(view.toString()).doesNotContain("nobody-can-guess", "open-sesame", "abab");
    assertThat(view.at("/secrets/cookieKeys/0/id").asString()).isEqualTo("k1");
  }

  /** A password, the key in a query, and a webhook whose whole path is one. */
  @Test
  void of_urls_showsWhereTheyLeadAndNoSecret() {
    ObjectNode view =
        view(
            CONFIGURATION
                .replace("http://p", "http://scraper:open-sesame@p:9090/x?key=nobody-can-guess")
                .replace(
                    "      gates:",
                    "      rollback: { notify: [ \"https://hooks/T0/B0/nobody-can-guess\" ] }\n"
                        + "      gates:"));

    assertThat(view.toString()).doesNotContain("nobody-can-guess", "open-sesame", "scraper");
    assertThat(view.at("/units/0/rollout/gates/2/prometheus/url").asString())
        .isEqualTo("http://(secret)@p:9090/x?(secret)");
    assertThat(view.at("/units/0/rollout/rollback/notify/0").asString()).isEqualTo("(secret)");
  }

  private ObjectNode view(String text) {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(
                text.getBytes(StandardCharsets.UTF_8),
                "crossfade.yaml",
                directory.resolve("crossfade.yaml"));
    if (loaded instanceof Loaded.Invalid invalid) {
      throw new AssertionError(invalid.problems());
    }
    return JsonView.of(((Loaded.Valid) loaded).config());
  }
}
