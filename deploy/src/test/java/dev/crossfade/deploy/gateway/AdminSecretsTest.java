package dev.crossfade.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.crossfade.config.ConfigLoader;
import dev.crossfade.console.http.Routes.Route;
import dev.crossfade.deploy.gateway.RawAdmin.Session;
import dev.crossfade.fleet.RealEtcd;
import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A configuration with a secret wherever one can stand, each unlike any other text, and all that
 * the gateway says about it: every answer of the admin port, every line of the log at its finest.
 */
class AdminSecretsTest {
  private static final Map<String, String> SECRETS =
      new LinkedHashMap<>(
          Map.of(
              "COOKIE_KEY", "zq-cookie-key-0001-aaaaaaaa",
              "WEBHOOK_KEY", "zq-webhook-key-0002-bbbbbbbb",
              "PROM_PASSWORD", "zq-prom-password-0003",
              "GATE_KEY", "zq-gate-key-0004",
              "HOOK_PATH", "zq-hook-path-0005",
              "ETCD_PASSWORD", "zq-etcd-password-0006",
              "LIST_PASSWORD", "zq-list-password-0007"));

  private final Collected collected = new Collected();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.crossfade");
  private final ByteArrayOutputStream accessLog = new ByteArrayOutputStream();
  private Level before = Level.INFO;

  @TempDir Path folder;
  private Gateway gateway;
  private RealEtcd etcd;
  private Shop shop;

  /** Whatever is logged, with the stack traces. */
  private static final class Collected extends AppenderBase<ILoggingEvent> {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(
          event.getFormattedMessage()
              + " "
              + event.getKeyValuePairs()
              + " "
              + (event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage()));
    }
  }

  @BeforeEach
  void start() throws Exception {
    before = ours.getLevel() == null ? Level.INFO : ours.getLevel();
    ours.setLevel(Level.TRACE);
    collected.setContext(root.getLoggerContext());
    collected.start();
    root.addAppender(collected);
    etcd = RealEtcd.start(Files.createDirectory(folder.resolve("etcd")));
    etcd.requireUser("cf", "zq-etcd-password-0006", "/crossfade");
    shop = Shop.named("shop");
    Files.writeString(folder.resolve("key"), "zq-key-of-a-file-0008-cccc");
    gateway =
        Gateway.start(
            Files.writeString(folder.resolve("crossfade.yaml"), config("25%")),
            loader(),
            null,
            new PrintStream(accessLog, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    etcd.close();
    shop.close();
    root.detachAppender(collected);
    ours.setLevel(before);
  }

  private static ConfigLoader loader() {
    return new ConfigLoader(name -> Optional.ofNullable(SECRETS.get(name)));
  }

  private String config(String percent) {
    return """
    listeners: [ { bind: 127.0.0.1:0 } ]
    admin: { bind: "127.0.0.1:0", %s }
    secrets:
      cookieKeys: [ { id: k1, value: "${COOKIE_KEY}" }, { id: k2, value: "${file:key}" }, { id: k3, value: zq-key-in-the-text-0009 } ]
      webhookKey: "${WEBHOOK_KEY}"
    backends:
      legacy: { endpoints: ["%s"] }
      next: { endpoints: ["%s"] }
    units:
      - name: fixed
        match: { path: /fixed/** }
        exposure: { percent: %s }
      - name: shop
        match: { path: /** }
        rollout:
          stages: [ { percent: 1%%, hold: 24h }, { percent: 100%%, hold: 24h } ]
          gates:
            - prometheus: { name: lag, url: "http://scraper:${PROM_PASSWORD}@127.0.0.1:9", query: up, expect: "< 5" }
            - http: { name: incidents, url: "http://127.0.0.1:9/open?key=${GATE_KEY}", pointer: /open, expect: "== 0" }
            - reconcile: { name: stock, left: "http://me:${LIST_PASSWORD}@127.0.0.1:9/l", right: "http://127.0.0.1:9/r", key: sku, fields: [ qty ], maxShare: 1%% }
          rollback: { notify: [ "http://127.0.0.1:9/services/${HOOK_PATH}" ] }
    state: { dir: "%s", etcd: { endpoints: "http://%s", user: cf, password: "${ETCD_PASSWORD}" } }
    """
        .formatted(
            RawAdmin.TOKENS,
            shop.url(),
            shop.url(),
            percent,
            folder.resolve("state"),
            etcd.address());
  }

  @Test
  void secrets_areInNoAnswerAndNoLog() throws Exception {
    RawAdmin admin = new RawAdmin(gateway.adminPort());
    String[] bearer = {"Authorization", "Bearer " + RawAdmin.OPERATOR};
    Session session = admin.session(RawAdmin.OPERATOR);
    StringBuilder said = new StringBuilder();

    // Things happen: a rollout starts, gates fail to be asked, webhooks to be told, reloads fail.
    said.append(admin.post("/api/v1/rollouts/shop/start", "{\"reason\":\"go\"}", bearer));
    said.append(admin.post("/api/v1/config/reload", "{\"reason\":\"same\"}", bearer));
    for (String bad : List.of("140%", "25%\n    send: ${COOKIE_KEY}", "\"${GATE_KEY}\"")) {
      said.append(admin.post("/api/v1/config/check", config(bad), bearer));
      Files.writeString(folder.resolve("crossfade.yaml"), config(bad));
      said.append(admin.post("/api/v1/config/reload", "", bearer));
    }
    said.append(
        admin.post(
            "/api/v1/config/check",
            config("1%")
                .replace("http://scraper:", "http:// scraper:")
                .replace("/services/", "/ /"),
            bearer));
    said.append(admin.post("/api/v1/config/rollback", "{\"version\":1}", bearer));
    admin.get("/api/v1/status", "Authorization", "Bearer zq-wrong-token-0010");
    admin.login("zq-wrong-token-0010");
    for (Route route : AdminPaths.all()) {
      if (route.method().equals(HttpMethod.GET)) {
        for (String unit : List.of("shop", "fixed")) {
          String path = route.path().replaceAll(":[A-Za-z]+", unit);
          said.append(admin.get(path, bearer));
          said.append(admin.get(path, "Cookie", session.cookie(), "Accept", "text/html").body());
        }
      }
    }
    said.append(admin.get("/api/v1/explain?url=http://shop.example/p/1", bearer));

    assertThat(said.toString()).contains("\"secrets\"").contains("\"version\":");
    for (String secret : secrets(session)) {
      assertThat(around(said.toString(), secret)).as("answers").isEmpty();
      assertThat(around(String.join("\n", collected.lines), secret)).as("log").isEmpty();
      assertThat(around(accessLog.toString(StandardCharsets.UTF_8), secret)).as("access").isEmpty();
    }
    assertThat(collected.lines).anyMatch(line -> line.contains("logged in to the console"));
  }

  /** Where a secret is told; empty: nowhere. */
  private static String around(String text, String secret) {
    int at = text.indexOf(secret);
    return at < 0 ? "" : text.substring(Math.max(0, at - 1500), Math.min(text.length(), at + 60));
  }

  private static List<String> secrets(Session session) {
    List<String> all = new java.util.ArrayList<>(SECRETS.values());
    all.addAll(
        Arrays.asList(
            "zq-",
            RawAdmin.VIEWER,
            RawAdmin.OPERATOR,
            RawAdmin.sha256(RawAdmin.VIEWER),
            RawAdmin.sha256(RawAdmin.OPERATOR),
            session.cookie().substring(session.cookie().indexOf('=') + 1)));
    return all;
  }
}
