package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another configuration while visitors are there. */
class ActivationTest {
  @TempDir Path temp;

  @Test
  void activate_another_decidesFromTheNextRequestOn() throws IOException {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next).exposing("0%"));
        var client = gateway.connect()) {
      assertThat(client.get("/").text()).isEqualTo("legacy");

      assertThat(gateway.activate(Shop.of(legacy, next).exposing("100%"))).isEmpty();

      assertThat(client.get("/").text()).isEqualTo("next");
    }
  }

  @Test
  void activate_duringARequest_leavesItToItsOwn() throws IOException {
    CountDownLatch activated = new CountDownLatch(1);
    try (var legacy =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nleg");
                  await().until(() -> activated.getCount() == 0);
                  wire.send("acy");
                });
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next));
        var client = gateway.connect()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      client.readHead();

      assertThat(gateway.activate(Shop.of(next, next))).isEmpty();
      activated.countDown();

      assertThat(client.readBytes(6)).asString().isEqualTo("legacy");
      assertThat(client.get("/").text()).isEqualTo("next");
    }
  }

  @Test
  void activate_backendUnchanged_keepsItsConnections() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.get("/");
      gateway.activate(Shop.of(storefront).exposing("0%"));
      client.get("/");

      assertThat(storefront.connections()).isOne();
    }
  }

  @Test
  void activate_backendGone_closesItsConnections() throws IOException {
    try (var storefront = RecordingStorefront.named("legacy");
        var other = RecordingStorefront.named("other");
        var gateway = Gateway.start(Shop.of(storefront));
        var client = gateway.connect()) {
      client.get("/");
      gateway.activate(Shop.of(other));

      await().until(() -> storefront.openConnections() == 0);
      assertThat(client.get("/").text()).isEqualTo("other");
    }
  }

  @Test
  void activate_fiftyTimesUnderLoad_failsNoRequest() throws Exception {
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var other = RecordingStorefront.named("other");
        var gateway = Gateway.start(Shop.of(legacy, next));
        ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean enough = new AtomicBoolean();
      List<Future<Integer>> kept =
          List.of(
              visitors.submit(() -> visitUntil(enough, gateway)),
              visitors.submit(() -> visitUntil(enough, gateway)));
      Future<Integer> anew =
          visitors.submit(
              () -> {
                int visits = 0;
                for (; !enough.get(); visits++) {
                  assertThat(gateway.get("/").status()).isEqualTo(200);
                }
                return visits;
              });
      for (int i = 0; i < 50; i++) {
        Shop changed = i % 2 == 0 ? Shop.of(other, next) : Shop.of(legacy, next);
        assertThat(gateway.activate(changed.exposing(i + "%"))).isEmpty();
        gateway.get("/"); // in each configuration there is at least one
      }
      enough.set(true);

      for (Future<Integer> visits : kept) {
        assertThat(visits.get()).isPositive();
      }
      assertThat(anew.get()).isPositive();
      assertThat(gateway.requestsUnderWay()).isZero();
    }
  }

  /** One connection to the end; a failure of any kind is thrown. */
  private static int visitUntil(AtomicBoolean enough, Gateway gateway) throws IOException {
    try (Wire client = gateway.connect()) {
      int visits = 0;
      for (; !enough.get(); visits++) {
        Message answer = client.get("/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.has("connection")).isFalse();
      }
      return visits;
    }
  }

  @Test
  void activate_listenerAdded_opensAndTheOthersStay() throws IOException {
    Certificates certificates = new Certificates(temp);
    String tls =
        "{ bind: \"127.0.0.1:0\", tls: { certificates: [ " + certificates.files("a") + " ] } }";
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront));
        var before = gateway.connect()) {
      before.get("/");
      var address = gateway.address(0);

      assertThat(gateway.activate(Shop.of(storefront).listeners(Shop.FREE_PORT, tls))).isEmpty();

      assertThat(gateway.address(0)).isEqualTo(address);
      assertThat(before.get("/").status()).isEqualTo(200);
      try (var added = certificates.connect(gateway, 1, "a")) {
        assertThat(added.get("/").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void activate_listenerRemoved_drainsItAndKeepsTheOthers() throws IOException {
    CountDownLatch removed = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.answering(
                r -> {
                  if (r.target().equals("/slow")) {
                    await().until(() -> removed.getCount() == 0);
                  }
                  return RecordingStorefront.ok("page");
                });
        var gateway = Gateway.start(Shop.of(storefront).listeners(Shop.FREE_PORT, Shop.FREE_PORT));
        var stays = gateway.connect();
        var busy = Wire.connect(gateway.address(1));
        var idle = Wire.connect(gateway.address(1))) {
      stays.get("/");
      idle.get("/");
      busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      await().until(() -> gateway.requestsUnderWay() == 1);

      assertThat(gateway.activate(Shop.of(storefront))).isEmpty();

      assertThat(idle.isEnded()).isTrue();
      removed.countDown();
      Message last = busy.readResponse();
      assertThat(last.text()).isEqualTo("page");
      assertThat(last.header("connection")).isEqualTo("close");
      assertThat(busy.isEnded()).isTrue();
      assertThat(stays.get("/").has("connection")).isFalse();
      assertThat(gateway.plane().addresses()).hasSize(1);
    }
  }

  @Test
  void activate_portInUse_isAProblemAndChangesNothing() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next));
        var client = gateway.connect()) {
      client.get("/");
      String bind = "127.0.0.1:" + taken.getLocalPort();

      List<String> problems =
          gateway.activate(
              Shop.of(next, next)
                  .listeners(Shop.FREE_PORT, Shop.FREE_PORT, "{ bind: \"" + bind + "\" }"));

      assertThat(problems)
          .containsExactly("listeners[2].bind: " + bind + " is in use (expected: a free port)");
      assertThat(gateway.plane().addresses()).hasSize(1);
      assertThat(client.get("/").text()).isEqualTo("legacy");
    }
  }

  @Test
  void activate_certificateUnusable_isAProblemAndChangesNothing() throws IOException {
    Path missing = temp.resolve("missing.pem");
    Path bad = Files.writeString(temp.resolve("bad.pem"), "no certificate");
    try (var legacy = RecordingStorefront.named("legacy");
        var next = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(legacy, next));
        var client = gateway.connect()) {
      client.get("/");
      Files.writeString(missing, "there when the configuration is read");
      Shop shop = Shop.of(next, next).listeners(tls(bad, bad), tls(missing, missing));
      var config = shop.config();
      Files.delete(missing);

      List<String> problems = gateway.plane().activate(config);

      assertThat(problems).hasSize(2);
      assertThat(problems.get(0)).startsWith("listeners[0].tls: " + bad);
      assertThat(problems.get(1)).startsWith("listeners[1].tls: " + missing);
      assertThat(client.get("/").text()).isEqualTo("legacy");
    }
  }

  @Test
  void activate_keyOfAnotherCertificate_isAProblem() throws IOException {
    Certificates certificates = new Certificates(temp);
    certificates.files("a");
    certificates.files("b");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      assertThat(
              gateway.activate(
                  Shop.of(storefront).listeners(tls(temp.resolve("a.pem"), temp.resolve("b.key")))))
          .singleElement()
          .asString()
          .startsWith("listeners[0].tls: ");
    }
  }

  @Test
  void activate_authorityUnusable_isAProblem() throws IOException {
    Path bad = Files.writeString(temp.resolve("bad.pem"), "no certificate");
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront))) {
      List<String> problems =
          gateway.activate(
              Shop.of(storefront)
                  .legacy("https://127.0.0.1:1")
                  .next("https://127.0.0.1:1")
                  .backends("tls: { ca: " + bad + " }"));

      assertThat(problems).anyMatch(line -> line.startsWith("backends.legacy.tls: "));
      assertThat(gateway.get("/").status()).isEqualTo(200);
    }
  }

  /** A certificate is renewed: new connections are shown the new one, the others go on. */
  @Test
  void activate_certificateRenewed_keepsConnections() throws IOException {
    Certificates certificates = new Certificates(temp);
    certificates.files("a");
    certificates.files("b");
    Path cert = temp.resolve("shop.pem");
    Path key = temp.resolve("shop.key");
    Files.copy(temp.resolve("a.pem"), cert);
    Files.copy(temp.resolve("a.key"), key);
    try (var storefront = RecordingStorefront.named("legacy");
        var gateway = Gateway.start(Shop.of(storefront).listeners(tls(cert, key)));
        var before = certificates.connect(gateway, 0, "a")) {
      Files.writeString(cert, Files.readString(temp.resolve("b.pem")));
      Files.writeString(key, Files.readString(temp.resolve("b.key")));

      for (int i = 0; i < 20; i++) {
        assertThat(gateway.activate(Shop.of(storefront).listeners(tls(cert, key)))).isEmpty();
        assertThat(before.get("/").status()).isEqualTo(200);
      }

      assertThat(Certificates.shownTo(before)).isEqualTo("a");
      try (var after = certificates.connect(gateway, 0, "b")) {
        assertThat(Certificates.shownTo(after)).isEqualTo("b");
      }
    }
  }

  private static String tls(Path cert, Path key) {
    return "{ bind: \"127.0.0.1:0\", tls: { certificates: [ { cert: "
        + cert
        + ", key: "
        + key
        + " } ] } }";
  }
}
