package dev.crossfade.fleet;

import static dev.crossfade.fleet.Drafts.PREFIX;
import static dev.crossfade.fleet.Drafts.client;
import static dev.crossfade.fleet.Drafts.draft;
import static dev.crossfade.fleet.Drafts.open;
import static dev.crossfade.fleet.Drafts.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.State;
import dev.crossfade.config.value.Endpoint;
import dev.crossfade.fleet.etcd.Etcd;
import dev.crossfade.rollout.journal.JournalException;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An etcd that asks who is there, and one that speaks TLS. */
class AccessTest {
  @TempDir Path temp;

  @Test
  void append_userMayUseThePrefix_isTakenAlsoAfterItsTokenIsGone() throws Exception {
    try (RealEtcd etcd = RealEtcd.start(temp.resolve("etcd"))) {
      etcd.requireUser("cf", "open-sesame", PREFIX + "/");
      try (Etcd client = client(as(etcd, "cf", "open-sesame"));
          FleetJournal journal = open(temp.resolve("one"), client)) {
        journal.append(draft("a"));

        etcd.kill(); // tokens are kept in memory only
        etcd.restart();
        await().atMost(Duration.ofSeconds(15)).until(() -> journal.outage().isEmpty());

        assertThat(journal.append(draft("b")).seq()).isEqualTo(2);
      }
    }
  }

  @Test
  void open_wrongPasswordOrNoneOrAnothersPrefix_saysSoWithoutThePassword() throws Exception {
    try (RealEtcd etcd = RealEtcd.start(temp.resolve("etcd"))) {
      etcd.requireUser("cf", "open-sesame", PREFIX + "/");

      assertThat(refusal(as(etcd, "cf", "guess-again"), PREFIX))
          .contains(
              "etcdserver: authentication failed, invalid user ID or password"
                  + " (expected: that user cf may log in)")
          .doesNotContain("guess-again");
      assertThat(refusal(etcd.settings(PREFIX), PREFIX)).contains("etcdserver: user name is empty");
      assertThat(refusal(as(etcd, "cf", "open-sesame"), "/crossfade/other"))
          .contains("etcdserver: permission denied");
    }
  }

  @Test
  void open_userWhereNobodyIsAsked_saysSo() throws Exception {
    try (RealEtcd etcd = RealEtcd.start(temp.resolve("etcd"))) {
      assertThat(refusal(as(etcd, "cf", "open-sesame"), PREFIX))
          .contains("etcdserver: authentication is not enabled");
    }
  }

  @Test
  void open_etcdWithoutItsJsonGateway_saysSo() throws Exception {
    List<String> without = List.of("--enable-grpc-gateway=false");
    try (RealEtcd etcd = RealEtcd.start(temp.resolve("etcd"), 1, without).getFirst()) {
      assertThat(refusal(etcd.settings(PREFIX), PREFIX))
          .contains(
              "answered 404 without JSON (expected: etcd 3.4 or newer with its JSON gateway,"
                  + " enable-grpc-gateway)");
    }
  }

  @Test
  void append_tlsWithCertificatesOfBothSides_isTaken() throws Exception {
    Path server = certificate("server");
    certificate("gateway");
    try (RealEtcd etcd = secured(server);
        Etcd client = client(tls(etcd, pem("ca"), pem("gateway")));
        FleetJournal journal = open(temp.resolve("one"), client)) {
      journal.append(draft("a"));

      assertThat(subjects(journal)).containsExactly("a");
    }
  }

  @Test
  void open_tlsThatIsNotTrusted_saysSo() throws Exception {
    Path server = certificate("server");
    certificate("gateway");
    Path stranger = temp.resolve("stranger.pem");
    Files.writeString(stranger, authority().getCertificatePEM());
    try (RealEtcd etcd = secured(server)) {
      assertThat(refusal(tls(etcd, stranger, pem("gateway")), PREFIX))
          .contains("and we do not agree on TLS");
      assertThat(refusal(tls(etcd, null, pem("gateway")), PREFIX))
          .contains("and we do not agree on TLS");
      assertThat(refusal(tls(etcd, pem("ca"), null), PREFIX)).contains("etcd: https://127.0.0.1:");
    }
  }

  @Test
  void of_keyThatIsNone_namesTheFileAndNotItsContent() throws IOException {
    Path key = Files.writeString(temp.resolve("gateway.key"), "-----BEGIN SECRET-----\nzq\n");
    Path ca = Files.writeString(temp.resolve("ca.pem"), "");
    State.Tls noCa = new State.Tls(ca, null, null);

    assertThatThrownBy(() -> Etcd.of(settings("https://127.0.0.1:1", null, null, noCa)))
        .isInstanceOf(IOException.class)
        .hasMessage(ca + ": holds no certificate (expected: PEM certificates)");

    Files.writeString(temp.resolve("chain.pem"), authority().getCertificatePEM());
    State.Tls noKey = new State.Tls(null, temp.resolve("chain.pem"), key);
    assertThatThrownBy(() -> Etcd.of(settings("https://127.0.0.1:1", null, null, noKey)))
        .hasMessageStartingWith(key + ": holds no unencrypted PKCS#8 key (expected: ")
        .hasMessageNotContaining("zq");
  }

  private String refusal(State.Etcd settings, String prefix) {
    try (Etcd client = client(settings);
        FleetJournal _ =
            FleetJournal.open(temp.resolve("other"), client, prefix, Clock.systemUTC())) {
      return "opened";
    } catch (JournalException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static State.Etcd as(RealEtcd etcd, String user, String password) {
    return settings("http://" + etcd.address(), user, password, null);
  }

  private static State.Etcd tls(RealEtcd etcd, @Nullable Path ca, @Nullable Path us) {
    Path key = us == null ? null : us.resolveSibling("gateway.key");
    return settings("https://" + etcd.address(), null, null, new State.Tls(ca, us, key));
  }

  private static State.Etcd settings(
      String url, @Nullable String user, @Nullable String password, State.@Nullable Tls tls) {
    return new State.Etcd(
        List.of(Endpoint.parse(url)), PREFIX, user, password, tls, null, Duration.ofSeconds(5));
  }

  private RealEtcd secured(Path server) throws IOException {
    return RealEtcd.start(
            temp.resolve("etcd"),
            1,
            List.of(
                "--cert-file=" + server,
                "--key-file=" + server.resolveSibling("server.key"),
                "--trusted-ca-file=" + pem("ca"),
                "--client-cert-auth"))
        .getFirst();
  }

  private Path pem(String name) {
    return temp.resolve(name + ".pem");
  }

  private @Nullable X509Bundle ca;

  private static X509Bundle authority() {
    try {
      return new CertificateBuilder()
          .subject("CN=test authority")
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException("no certificate was made", e);
    }
  }

  private Path certificate(String name) throws Exception {
    if (ca == null) {
      ca = authority();
      Files.writeString(pem("ca"), ca.getCertificatePEM());
    }
    X509Bundle made =
        new CertificateBuilder()
            .subject("CN=" + name)
            .addSanIpAddress("127.0.0.1")
            .addExtendedKeyUsage(CertificateBuilder.ExtendedKeyUsage.PKIX_KP_SERVER_AUTH)
            .addExtendedKeyUsage(CertificateBuilder.ExtendedKeyUsage.PKIX_KP_CLIENT_AUTH)
            .buildIssuedBy(ca);
    Files.writeString(temp.resolve(name + ".key"), made.getPrivateKeyPEM());
    return Files.writeString(pem(name), made.getCertificatePathPEM());
  }
}
