package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Pending;
import dev.crossfade.config.shape.Secret;
import dev.crossfade.config.value.Endpoint;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the gateway keeps what must survive a restart. */
public record State(
    @Doc("The directory of journal, findings and keys; made when it is missing.") @Default("state")
        Path dir,
    @Doc("The store that a fleet of gateways shares.") @Pending("each gateway keeps its own state")
        @Nullable Etcd etcd) {

  /** An etcd cluster. */
  public record Etcd(
      @Doc("Its members.") @NotEmpty List<Endpoint> endpoints,
      @Doc("What all keys start with.")
          @Matches(value = "/[A-Za-z0-9/_.-]{1,200}", expected = "a path such as /crossfade/shop")
          @Default("/crossfade")
          String prefix,
      @Doc("Who we are.") @Nullable String user,
      @Doc("And our password.") @Secret @Nullable String password) {}
}
