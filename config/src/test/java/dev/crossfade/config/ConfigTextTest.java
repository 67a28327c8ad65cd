package dev.crossfade.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.config.change.TextChange;
import dev.crossfade.config.change.TextChange.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be shown of a configuration: never a secret, however it is written. */
class ConfigTextTest {
  private static final String SECRET = "hush-hush-0123456789";
  private static final String REST =
      """
      listeners: [ { bind: "127.0.0.1:8080" } ] # front
      backends:
        legacy: { endpoints: [ "http://a" ] }
        next: { endpoints: [ 'http://b' ] }
      units:
        - name: shop
          match: { path: /** }
      """;

  private static String redacted(String text) {
    return ConfigText.redacted(text).orElseThrow();
  }

  /** Each way to write a secret that a gateway takes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "secrets: { webhookKey: %s }\n",
        "secrets: { webhookKey: '%s' }\n",
        "secrets:\n  webhookKey: \"%s\"   # %s\n",
        "secrets:\n  webhookKey: \"hush-hush\\x2d0123456789\"\n",
        "secrets:\n  webhookKey: |-\n    %s\n",
        "secrets:\n  webhookKey: >- # %s\n    %s\n",
        "secrets:\n  webhookKey:\n    %s\n",
        "secrets:\n  webhookKey: !!str %s\n",
        "secrets:\n  webhookKey: ! &k %s\n",
        "x-key: &k %s\nsecrets: { webhookKey: *k }\n",
        "x-all: &s { webhookKey: %s }\nsecrets: *s\n",
        "x-all: &s { webhookKey: %s }\nsecrets: { <<: *s }\n",
        "x-unused: { nothing: [ %s ] }\n",
        "x-unused:\n  %s: 1\n",
        "secrets: { cookieKeys: [ { id: a, value: %s }, { id: b, value: '%s' } ] }\n",
        "secrets: { cookieKeys: { id: a, value: %s } }\n",
        "secrets: { webhookKey: '${NO_SUCH:-%s}' }\n",
        "# secrets: { webhookKey: %s }\n",
        "{ \"x-a\": 1 }#%s\n",
        "state: { etcd: { endpoints: http://e, user: u, password: %s } }\n",
        "admin: { tokens: { name: a, role: viewer, sha256: \"%s\" } }\n",
        "cohorts: { a: { header: { x: &k %s } } }\nsecrets: { webhookKey: *k }\n",
        "seo: { origin: \"https://u:%s@shop.example\" }\n",
        "seo: { origin: \"https://u:%s\\x40shop.example\" }\n",
        "seo: { origin: 'https://shop.example/?a=1&api_key=%s' }\n",
      })
  void redacted_withASecret_doesNotShowIt(String text) {
    boolean flow = text.startsWith("{");
    String written = text.replace("%s", SECRET);

    Optional<String> shown = ConfigText.redacted(flow ? written : REST + written);

    assertThat(shown.orElse("")).doesNotContain(SECRET).doesNotContain("0123456789");
    if (!flow) {
      assertThat(shown.orElseThrow())
          .contains("legacy: { endpoints: [ \"http://a\" ] }")
          .contains("match: { path: /** }")
          .doesNotContain("front");
      assertThat(shown.orElseThrow().lines().count()).isEqualTo((REST + written).lines().count());
    }
  }

  @Test
  void redacted_keepsWhatIsNoSecretAndItsPlace() {
    assertThat(
            redacted(
                REST
                    + "\n# why\nsecrets:\n  webhookKey: "
                    + SECRET
                    + "\n  cookieKeys: [ { id: a, value: \"${CF_KEY}\" },"
                    + " { id: b, value: '${file:/run/k}' } ]\nx-é: 'ü' # 👟\ncohorts: { große: { cookie: { c: 👟 } } }\n"))
        .isEqualTo(
            REST.replace("# front", "")
                + "\n\nsecrets:\n  webhookKey: (secret)"
                + "\n  cookieKeys: [ { id: a, value: \"${CF_KEY}\" },"
                + " { id: b, value: '${file:/run/k}' } ]\nx-é: (not shown) \ncohorts: { große: { cookie: { c: 👟 } } }\n");
  }

  @Test
  void redacted_ofWhatCannotBeRead_isNothing() {
    assertThat(ConfigText.redacted("secrets: { webhookKey: " + SECRET)).isEmpty();
    assertThat(ConfigText.redacted("")).isEmpty();
    assertThat(ConfigText.redacted(REST + "units: 1\n")).as("a key twice").isEmpty();
    assertThat(ConfigText.redacted("a: 1\n---\nb: " + SECRET)).isEmpty();
    assertThat(redacted(SECRET)).isEqualTo("(not shown)");
    assertThat(redacted("webhookKey: " + SECRET)).isEqualTo("(not shown): (not shown)");
  }

  /** Whatever is swallowed, cut or repeated of a file with secrets, none of them comes through. */
  @Test
  void redacted_ofDamagedFiles_showsNoSecret() {
    String whole =
        REST
            + "x-k: &k \"SECRET-one-SECRET-one\"\nsecrets:\n  webhookKey: *k\n  cookieKeys:\n"
            + "    - { id: a, value: SECRET-two-SECRET } # SECRET\n    - id: b\n      value: |\n"
            + "        SECRET-three-SECRET\n";
    Random random = new Random(7);
    int shown = 0;
    for (int i = 0; i < 4_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int cut = random.nextInt(3); cut >= 0; cut--) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
        } else {
          text.insert(at, "\n \t:#'\"{}[],&*!|>-x".charAt(random.nextInt(18)));
        }
      }
      Optional<String> redacted = ConfigText.redacted(text.toString());
      shown += redacted.isPresent() ? 1 : 0;
      assertThat(redacted.orElse("")).as(text.toString()).doesNotContain("SECRET");
    }
    assertThat(shown).isGreaterThan(500);
  }

  private static String lines(TextChange change) {
    return change.lines().stream()
        .map(
            line ->
                switch (line.kind()) {
                      case SAME -> " ";
                      case ADDED -> "+";
                      case REMOVED -> "-";
                      case FOLDED -> "~";
                    }
                    + line.text())
        .collect(Collectors.joining("\n"));
  }

  @Test
  void between_twoVersions_areTheLinesThatChanged() {
    TextChange change =
        TextChange.between(
                REST + "secrets: { webhookKey: " + SECRET + " }\ndefault: legacy\n",
                REST.replace("'http://b'", "'http://c'")
                    + "secrets: { webhookKey: another-"
                    + SECRET
                    + " }\ndefault: legacy\n")
            .orElseThrow();

    assertThat(lines(change))
        .isEqualTo(
            """
             listeners: [ { bind: "127.0.0.1:8080" } ]
             backends:
               legacy: { endpoints: [ "http://a" ] }
            -  next: { endpoints: [ 'http://b' ] }
            +  next: { endpoints: [ 'http://c' ] }
             units:
               - name: shop
                 match: { path: /** }
            -secrets: { webhookKey: (secret) }
            +secrets: { webhookKey: (secret) }
             default: legacy"""
                .replace("\n              ", "\n "));
    assertThat(change.added()).isEqualTo(2);
    assertThat(change.removed()).isEqualTo(2);
    assertThat(change.lines())
        .filteredOn(line -> line.kind() == Kind.SAME)
        .allSatisfy(line -> assertThat(line.before()).isEqualTo(line.now()));
  }

  @Test
  void between_longVersions_foldsWhatIsAlike() {
    StringBuilder cohorts = new StringBuilder(REST).append("cohorts:\n");
    for (int i = 0; i < 500; i++) {
      cohorts.append("  c").append(i).append(": { country: IN }\n");
    }
    String text = cohorts.toString();

    TextChange change =
        TextChange.between(text, text.replace("c250: { country: IN", "c250: { country: DE"))
            .orElseThrow();

    assertThat(change.lines()).hasSize(10);
    assertThat(change.lines().getFirst().text()).isEqualTo("255 lines alike");
    assertThat(change.lines().getLast().text()).isEqualTo("246 lines alike");
    assertThat(TextChange.between(text, text).orElseThrow().lines()).hasSize(1);
  }

  @Test
  void between_whatCannotBeRead_isNothing() {
    assertThat(TextChange.between(REST, "a: {")).isEmpty();
    assertThat(TextChange.between("x-a: [\n" + "1,\n".repeat(20_001) + "]", REST)).isEmpty();
  }

  /** The test's own texts are configurations that a gateway would take. */
  @Test
  void theRest_isValid() {
    Loaded loaded =
        new ConfigLoader(_ -> Optional.empty())
            .read(REST.getBytes(java.nio.charset.StandardCharsets.UTF_8), "x", Path.of("/x"));
    assertThat(loaded).isInstanceOf(Loaded.Valid.class);
    assertThat(List.of(loaded.warnings())).hasSize(1);
  }
}
