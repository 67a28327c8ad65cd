package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The dashboard and the alerts that are shipped, held against a gateway and Debian's promtool. */
class ShippedWatchTest {
  private static final Path ALERTS = Path.of("src/main/prometheus/crossfade-alerts.yaml");
  private static final Path ALERTS_TEST =
      Path.of("src/test/resources/prometheus/crossfade-alerts.test.yaml");
  private static final Path DASHBOARD = Path.of("src/main/grafana/crossfade.json");
  private static final Pattern METRIC = Pattern.compile("\\b(crossfade|jvm|process)_[a-z0-9_]+");

  /** What only a finding, an alarm or a fleet brings: held against the sources that count them. */
  private static final Set<String> RARE =
      Set.of(
          "crossfade_crawl_alarms_total",
          "crossfade_fleet_leads",
          "crossfade_store_up",
          "crossfade_guarded",
          "crossfade_parity_findings_total",
          "crossfade_parity_misses_total",
          "crossfade_parity_samples_total",
          "crossfade_pins_active",
          "crossfade_pins_total",
          "crossfade_crawler_requests_total",
          "crossfade_gate_verdict",
          "crossfade_rollout_stage",
          "crossfade_redirects_total",
          "crossfade_upstream_retries_total");

  @TempDir Path folder;

  private static String promtool(String... args) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/promtool")),
        "promtool is not installed (Debian package prometheus)");
    List<String> command = Stream.concat(Stream.of("/usr/bin/promtool"), Stream.of(args)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void rules_areWhatPrometheusUnderstands() throws Exception {
    assertThat(promtool("check", "rules", ALERTS.toString())).contains("SUCCESS");
  }

  @Test
  void alerts_comeWhenTheyShould_andNoneWhereAllIsWell() throws Exception {
    Files.copy(ALERTS, folder.resolve("crossfade-alerts.yaml"));
    Path test = Files.copy(ALERTS_TEST, folder.resolve("test.yaml"));

    assertThat(promtool("test", "rules", test.toString())).contains("SUCCESS");
  }

  @Test
  void everyAlert_isTriedBothWays() throws Exception {
    JsonNode test = YAMLMapper.shared().readTree(Files.readString(ALERTS_TEST));
    Set<String> raised = new TreeSet<>();
    Set<String> quiet = new TreeSet<>();
    for (JsonNode run : test.path("tests")) {
      for (JsonNode alert : run.path("alert_rule_test")) {
        (alert.path("exp_alerts").isEmpty() ? quiet : raised)
            .add(alert.path("alertname").asString());
      }
    }

    assertThat(raised).isEqualTo(alertNames());
    assertThat(quiet).isEqualTo(alertNames());
  }

  @Test
  void everyAlert_saysWhatToDo_andHasItsPlaceInTheDocs() throws Exception {
    String page = Files.readString(Path.of("../docs/observe.md"));
    assertThat(alerts())
        .allSatisfy(
            alert -> {
              String name = alert.path("alert").asString();
              JsonNode says = alert.path("annotations");
              assertThat(says.path("summary").asString()).isNotBlank();
              assertThat(says.path("description").asString()).isNotBlank();
              assertThat(says.path("runbook_url").asString())
                  .isEqualTo("docs/observe.md#" + name.toLowerCase(java.util.Locale.ROOT));
              assertThat(page).contains("### " + name + "\n");
              assertThat(alert.path("labels").path("severity").asString())
                  .isIn("critical", "warning");
            });
  }

  @Test
  void everyMetric_isOneThatAGatewayHas() throws Exception {
    Set<String> named = new TreeSet<>();
    for (String expression : expressions()) {
      Matcher matcher = METRIC.matcher(expression);
      while (matcher.find()) {
        named.add(matcher.group());
      }
    }
    Set<String> missing = new TreeSet<>(named);
    missing.removeAll(RARE);
    assertThat(RARE).allSatisfy(name -> assertThat(counted(name)).as(name).isTrue());
    try (RunningGateway running = RunningGateway.in(folder)) {
      running.get(running.shop("/p/1"));
      malformed(running.gateway().addresses().getFirst().getPort());
      running.next.close();
      running.write(running.config("100%"));
      running.post("/api/v1/config/reload", "{\"reason\":\"a backend that is gone\"}");
      running.get(running.shop("/p/1"));
      System.gc(); // pauses are told once there was one
      await()
          .atMost(30, TimeUnit.SECONDS)
          .untilAsserted(() -> assertThat(metrics(running)).containsAll(missing));
    }
  }

  private static void malformed(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write("GET / HTTP/1.1\r\nno host\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
    }
  }

  private static Set<String> metrics(RunningGateway running)
      throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (String line : running.get(running.admin("/metrics")).body().split("\n", -1)) {
      if (!line.startsWith("#") && !line.isEmpty()) {
        names.add(line.split("[{ ]", 2)[0]);
      }
    }
    return names;
  }

  /** Whether a source counts under that name, as Micrometer writes it. */
  private static boolean counted(String metric) throws IOException {
    String literal = '"' + metric.replaceAll("_total$", "").replace('_', '.') + '"';
    for (String module : List.of("proxy", "deploy")) {
      try (Stream<Path> tree = Files.walk(Path.of("..", module, "src/main/java"))) {
        for (Path file : tree.filter(f -> f.toString().endsWith(".java")).toList()) {
          if (Files.readString(file).contains(literal)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static List<JsonNode> alerts() throws IOException {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  private static Set<String> alertNames() throws IOException {
    Set<String> names = new TreeSet<>();
    alerts().forEach(alert -> names.add(alert.path("alert").asString()));
    return names;
  }

  private static List<JsonNode> rules() throws IOException {
    JsonNode document = YAMLMapper.shared().readTree(Files.readString(ALERTS));
    return document
        .path("groups")
        .valueStream()
        .flatMap(g -> g.path("rules").valueStream())
        .toList();
  }

  /** Every query of the alerts and of the dashboard. */
  private static List<String> expressions() throws IOException {
    JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
    Stream<String> panels =
        dashboard
            .path("panels")
            .valueStream()
            .flatMap(panel -> panel.path("targets").valueStream())
            .map(target -> target.path("expr").asString());
    return Stream.concat(rules().stream().map(rule -> rule.path("expr").asString()), panels)
        .toList();
  }

  @Test
  void dashboard_hasAPlaceForEveryPanel_andAnExplanation() throws Exception {
    JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
    Set<Integer> ids = new TreeSet<>();
    Set<String> places = new TreeSet<>();

    assertThat(dashboard.path("uid").asString()).isEqualTo("crossfade");
    assertThat(dashboard.path("panels").valueStream().toList())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            panel -> {
              assertThat(ids.add(panel.path("id").asInt())).isTrue();
              assertThat(places.add(panel.path("gridPos").toString())).isTrue();
              if (!panel.path("type").asString().equals("row")) {
                assertThat(panel.path("description").asString()).isNotBlank();
              }
            });
  }
}
