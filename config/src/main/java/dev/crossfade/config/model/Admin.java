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
import java.util.Locale;
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

  /** What {@code printf %s $UNSET | sha256sum} gives, and {@code echo}: it would let anybody in. */
  private static final Set<String> NOTHING =
      Set.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b");

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
    if (behindTls && bind.isLoopback() && tokens.isEmpty()) {
      complaints
          .at("behindTls")
          .problem("true: what is in front lets others in (expected: admin.tokens)");
    }
    Set<String> names = new HashSet<>();
    Set<String> hashes = new HashSet<>(NOTHING);
    for (int i = 0; i < tokens.size(); i++) {
      checkToken(tokens.get(i), names, hashes, complaints.at("tokens").at(i));
    }
  }

  private static void checkToken(
      Token token, Set<String> names, Set<String> hashes, Complaints complaints) {
    if (!names.add(token.name())) {
      complaints
          .at("name")
          .problem("\"" + token.name() + "\" is there twice (expected: its own name)");
    }
    String hash = token.sha256().toLowerCase(Locale.ROOT);
    if (NOTHING.contains(hash)) {
      complaints
          .at("sha256")
          .problem("is the SHA-256 of no token at all (expected: that of one nobody can guess)");
    } else if (!hashes.add(hash)) {
      complaints.at("sha256").problem("is there twice (expected: a token of its own)");
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
