package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The conformance suite of WebSocket (RFC 6455), run against a backend and against the same backend
 * behind the gateway: a tunnel is invisible, so nothing that the suite can see may differ.
 *
 * <p>All cases of framing, pings, reserved bits and opcodes, fragments, UTF-8 and closing; of those
 * with large messages and many, group 9, the small ones. {@code -Dcrossfade.autobahn=*} runs all
 * 301. This edition of the suite has no cases of compression (RFC 7692), which {@link
 * WebSocketClientsTest} tries.
 */
class AutobahnTest {
  private static final String CASES =
      System.getProperty(
          "crossfade.autobahn",
          "1.*,2.*,3.*,4.*,5.*,6.*,7.*,10.*,9.1.1,9.1.2,9.2.1,9.2.2,9.2.3,9.7.1,9.8.1");

  /** So that a suite that finds nothing to do is not taken for one that finds nothing. */
  private static final int AT_LEAST = CASES.equals("*") ? 301 : 254;

  @Test
  void suite_throughTheGateway_seesWhatItSeesWithoutIt() throws Exception {
    try (var origin = EchoOrigin.plain();
        var storefront = RecordingStorefront.named("next");
        var gateway = Gateway.start(Shop.of(storefront).legacy(origin.url()))) {
      var seen = run(origin.address(), gateway.address(0));

      assertThat(seen.get("direct")).hasSizeGreaterThanOrEqualTo(AT_LEAST);
      assertThat(seen.get("direct"))
          .allSatisfy((_, verdict) -> assertThat(verdict.isPassed()).isTrue());
      assertThat(seen.get("gateway")).isEqualTo(seen.get("direct"));
    }
  }

  private static Map<String, SortedMap<String, AutobahnSuite.Verdict>> run(
      InetSocketAddress direct, InetSocketAddress gateway)
      throws IOException, InterruptedException {
    SortedMap<String, InetSocketAddress> servers = new TreeMap<>();
    servers.put("direct", direct);
    servers.put("gateway", gateway);
    return new AutobahnSuite(Path.of("target", "autobahn")).run(CASES, servers);
  }
}
