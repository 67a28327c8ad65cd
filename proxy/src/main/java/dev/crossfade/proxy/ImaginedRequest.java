package dev.crossfade.proxy;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Limits;
import dev.crossfade.config.value.Cidr;
import dev.crossfade.proxy.http1.Framing;
import dev.crossfade.proxy.http1.HeadParser;
import dev.crossfade.proxy.http1.Violation;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.util.List;

/**
 * Reads requests that nobody has sent just as the data plane reads those that somebody has, for
 * those who ask what would become of one. One thread at a time.
 */
public final class ImaginedRequest {
  private final HeadParser heads;
  private final List<Cidr> proxies;
  private final Texts texts = new Texts();

  private ImaginedRequest(HeadParser heads, List<Cidr> proxies) {
    this.heads = heads;
    this.proxies = proxies;
  }

  /** With the limits and the trusted hops of a configuration. */
  public static ImaginedRequest under(Config config) {
    Limits limits = config.limits();
    return new ImaginedRequest(
        HeadParser.ofRequests(
            limits.requestLine().asInt(),
            limits.headers().size().asInt(),
            limits.headers().count()),
        config.trust().proxies());
  }

  /** What the data plane makes of it. */
  public sealed interface Reading {}

  /** It goes on to be decided. */
  public record Understood(RequestHead head) implements Reading {}

  /**
   * It is answered at once.
   *
   * @param failure the word that logs and metrics have for it
   */
  public record Refused(int status, String failure) implements Reading {}

  /**
   * Reads a head.
   *
   * @param peer who sends it: the visitor, or a trusted hop
   * @param tls whether they speak https to us
   * @param head as it would come over HTTP/1.1, with the empty line at its end
   */
  public Reading read(InetAddress peer, boolean tls, byte[] head) {
    ClientRequest request = new ClientRequest(texts).clear();
    try {
      if (!heads.parse(request.head(), Unpooled.wrappedBuffer(head))) {
        return refused(Failure.MALFORMED);
      }
      Framing.ofRequest(request.head());
    } catch (Violation violation) {
      return refused(Failure.of(violation));
    }
    Failure refusal = HeadRules.check(request.head());
    if (refusal == null && Forwarding.isLoop(request.head())) {
      refusal = Failure.LOOP;
    }
    if (refusal != null) {
      return refused(refusal);
    }
    request.begin(Hops.of(peer, tls, proxies), proxies);
    return new Understood(request);
  }

  private static Refused refused(Failure failure) {
    return new Refused(failure.status(), failure.word());
  }
}
