package dev.crossfade.deploy.explain;

import dev.crossfade.cohorts.RequestHead;
import dev.crossfade.cohorts.Visitor;
import dev.crossfade.config.model.Config;
import dev.crossfade.proxy.ImaginedRequest;
import dev.crossfade.routing.Availability;
import dev.crossfade.routing.Decider;
import dev.crossfade.routing.Decision;
import java.net.InetAddress;

/** One of two configurations that are compared, asked as a gateway that runs by it would be. */
public final class Side {
  private final Config config;
  private final Decider decider;
  private final ImaginedRequest requests;
  private final long now;

  /**
   * @param draft made of this configuration
   * @param nowMillis the moment of all decisions
   */
  public Side(Config config, Decider.Draft draft, long nowMillis) {
    this.config = config;
    this.decider = draft.with(Availability.ALL);
    this.requests = ImaginedRequest.under(config);
    this.now = nowMillis;
  }

  Config config() {
    return config;
  }

  /** What the data plane makes of these bytes. */
  ImaginedRequest.Reading read(InetAddress peer, boolean tls, byte[] head) {
    return requests.read(peer, tls, head);
  }

  /** Somebody with an identity cookie of this value. */
  Visitor visitor(String identity) {
    return decider
        .visitors()
        .recognise(new IdentityHead(config.identity().cookie(), identity), now);
  }

  /** Whoever sends this. */
  Visitor visitor(RequestHead head) {
    return decider.visitors().recognise(head, now);
  }

  Decision decide(Visitor visitor) {
    return decider.router().decide(visitor, now);
  }
}
