package dev.crossfade.config.model;

import dev.crossfade.config.shape.Default;
import dev.crossfade.config.shape.Doc;
import dev.crossfade.config.shape.NotEmpty;
import dev.crossfade.config.shape.Range;
import dev.crossfade.config.value.HostPort;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One address where clients connect. */
public record Listener(
    @Doc("Address and port; 0.0.0.0 or [::] for all addresses, port 0 for a free one.")
        HostPort bind,
    @Doc("Speak TLS here. Without it: plain HTTP.") @Nullable Tls tls,
    @Doc("What is spoken, best first.") @Default("h2, http/1.1") List<Protocol> protocols,
    @Doc("Expect a PROXY protocol header (v1 or v2) from the hops under trust.proxies.")
        @Default("false")
        boolean proxyProtocol) {

  /** The certificates of a listener. */
  public record Tls(
      @Doc("Certificate chains with their keys; chosen by the server name the client asks for.")
          @NotEmpty
          List<Certificate> certificates,
      @Doc("The oldest version of TLS that is spoken.") @Default("1.2") TlsVersion minVersion,
      @Doc("Shorter handshakes for clients that were here before.") Sessions sessions) {}

  /** Shorter handshakes for clients that were here before. */
  public record Sessions(
      @Doc("Whether clients may go on with an earlier session.") @Default("true") boolean resume,
      @Doc("For how long at most; the keys of the tickets change twice in that time.")
          @Default("8h")
          @Range(min = "1m", max = "2d")
          Duration lifetime) {}

  /** A version of TLS. */
  public enum TlsVersion {
    V1_2("1.2"),
    V1_3("1.3");

    private final String word;

    TlsVersion(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** An application protocol. */
  public enum Protocol {
    H2("h2"),
    HTTP_1_1("http/1.1");

    private final String word;

    Protocol(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
