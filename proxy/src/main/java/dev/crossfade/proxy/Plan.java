package dev.crossfade.proxy;

import dev.crossfade.config.model.Config;
import dev.crossfade.config.model.Limits;
import dev.crossfade.proxy.http1.HeadParser;
import dev.crossfade.routing.Decider;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration compiled for the data plane. Immutable; an exchange reads the reference to it
 * once and lives by it to its end.
 *
 * @param heads reads heads within the limits
 * @param sessions what gates ask about sessions
 * @param samples which answers are copied
 * @param forwarding what backends get to see of a request
 */
record Plan(
    Config config,
    Decider decider,
    Map<String, Upstream> upstreams,
    HeadParser heads,
    SessionWatch sessions,
    SampleRules samples,
    Forwarding forwarding) {
  Plan {
    upstreams = Map.copyOf(upstreams);
  }

  static Plan of(Config config, Decider.Draft draft, Map<String, Upstream> upstreams) {
    Limits limits = config.limits();
    Limits.Headers heads = limits.headers();
    return new Plan(
        config,
        draft.with(backend -> isUp(upstreams.get(backend))),
        upstreams,
        HeadParser.ofRequests(limits.requestLine().asInt(), heads.size().asInt(), heads.count()),
        SessionWatch.of(config),
        SampleRules.of(config),
        Forwarding.of(config));
  }

  private static boolean isUp(@Nullable Upstream upstream) {
    return upstream != null && upstream.isUp();
  }

  Upstream upstream(String backend) {
    Upstream upstream = upstreams.get(backend);
    if (upstream == null) {
      throw new IllegalStateException("backend " + backend + " (expected: a validated name)");
    }
    return upstream;
  }
}
