package dev.crossfade.config.model;

import dev.crossfade.config.shape.Checked;
import dev.crossfade.config.shape.Complaints;
import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.Matches;
import dev.crossfade.config.shape.Secret;
import dev.crossfade.config.value.HostPort;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The admin port. What can be reached from elsewhere must be encrypted and ask who is there. */
public record Admin(
    @Doc("Address and port.") @Default("127.0.0.1:9900") HostPort bind,
    @Doc("Speak TLS here; off loopback this or behindTls.") @Nullable Certificate tls,
    @Doc("Something in front of the admin port speaks TLS for it.") @Default("false")
        boolean behindTls,
    @Doc("Who may connect. None: only loopback, as operator; off loopback they are required.")
        List<Token> tokens)
    implements Checked {

  @Override
  public void check(Complaints complaints) {
    if (!bind.isLoopback()) {
      if (tokens.isEmpty()) {
        complaints
            .at("bind")
            .problem(bind + " is reachable from elsewhere (expected: admin.tokens, or 127.0.0.1)");
      }
      if (tls == null && !behindTls) {
        complaints
            .at("bind")
            .problem(
                bind + " is reachable from elsewhere (expected: admin.tls or behindTls: true)");
      }
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (!names.add(tokens.get(i).name())) {
        complaints
            .at("tokens")
            .at(i)
            .at("name")
            .problem("\"" + tokens.get(i).name() + "\" is there twice (expected: its own name)");
      }
    }
  }

  /** A bearer of the API and the console. */
  public record Token(
      @Doc("Who it is, for the journal.")
          @Matches(value = "[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}", expected = "a short name")
          String name,
      @Doc("viewer reads, operator also acts.") Role role,
      @Doc("SHA-256 of the token, in hex: printf %s TOKEN | sha256sum.")
          @Matches(value = "[0-9a-fA-F]{64}", expected = "64 hex digits")
          @Secret
          String sha256) {}

  /** What a bearer may do. */
  public enum Role {
    VIEWER,
    OPERATOR
  }
}
