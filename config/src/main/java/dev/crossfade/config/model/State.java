package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Input;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.shape.Secret;
import dev.crossfade.config.value.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the gateway keeps what must survive a restart. */
public record State(
    @Doc("The directory of journal, findings and keys; made when it is missing.") @Default("state")
        Path dir,
    @Doc("The store that a fleet of gateways shares.") @Nullable Etcd etcd,
    @Doc("The database of findings and crawl statistics that a fleet shares.")
        @Nullable Postgres postgres) {

  /** A PostgreSQL database. */
  public record Postgres(
      @Doc("Where it is, and what its driver is to know, as sslmode.")
          @Matches(
              value = "postgres(ql)?://[^\\s@/?]+/[^\\s@/?]+(\\?\\S*)?",
              expected =
                  "a URL without user and password such as"
                      + " postgresql://db.shop.example:5432/crossfade?sslmode=verify-full")
          String url,
      @Doc("Who we are.") @Default("crossfade") String user,
      @Doc("And our password.") @Secret @Nullable String password,
      @Doc("How long it may take to answer.") @Default("5s") @Range(min = "100ms", max = "1m")
          Duration timeout) {}

  /** An etcd cluster. */
  public record Etcd(
      @Doc("Its members.") @NotEmpty List<Endpoint> endpoints,
      @Doc("What all keys start with.")
          @Matches(value = "/[A-Za-z0-9/_.-]{1,200}", expected = "a path such as /crossfade/shop")
          @Default("/crossfade")
          String prefix,
      @Doc("Who we are.") @Nullable String user,
      @Doc("And our password.") @Secret @Nullable String password,
      @Doc("How https members are verified.") @Nullable Tls tls,
      @Doc("What this gateway is called among the others; without it, as its host is.")
          @Matches(value = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", expected = "a short name")
          @Nullable String name,
      @Doc("How long a gateway that died may still lead: after it another one does.")
          @Default("10s")
          @Range(min = "5s", max = "5m")
          Duration lease)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if (user == null && password != null) {
        complaints.at("password").problem("stands alone (expected: user and password together)");
      }
      if (user != null && password == null) {
        complaints.at("user").problem("stands alone (expected: user and password together)");
      }
      for (int i = 0; tls != null && i < endpoints.size(); i++) {
        if (!endpoints.get(i).https()) {
          complaints
              .at("endpoints")
              .at(i)
              .problem(endpoints.get(i) + " (expected: https, since there is tls)");
        }
      }
    }
  }

  /** How https members of etcd are verified. */
  public record Tls(
      @Doc("The authority that signed their certificates, PEM; without it the system's.") @Input
          @Nullable Path ca,
      @Doc("The certificate we show, PEM.") @Input @Nullable Path cert,
      @Doc("Its private key, unencrypted PKCS#8, PEM.") @Input @Nullable Path key)
      implements Checked {

    @Override
    public void check(Complaints complaints) {
      if ((cert == null) != (key == null)) {
        complaints
            .at(cert == null ? "key" : "cert")
            .problem("stands alone (expected: cert and key together)");
      }
    }
  }
}
