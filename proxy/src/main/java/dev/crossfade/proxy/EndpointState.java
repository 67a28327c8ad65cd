package dev.crossfade.proxy;

/**
 * How an endpoint is at one moment.
 *
 * @param endpoint its address
 * @param healthy what its checks say; true without any
 * @param ejected whether it is out because requests failed
 * @param condition the same and more, in words
 * @param underWay requests that it has not answered yet
 * @param active connections that are in use or being made
 * @param idle connections that are kept for the next request
 * @param pending requests that wait for a connection
 * @param sent requests that were ever sent to it, tries and shadows among them; begins again at 0
 *     after 4 billion
 * @param failed how many of them came to nothing, or were answered 500 or more
 */
public record EndpointState(
    String endpoint,
    boolean healthy,
    boolean ejected,
    EndpointCondition condition,
    int underWay,
    int active,
    int idle,
    int pending,
    long sent,
    long failed) {
  static EndpointState of(UpstreamEndpoint endpoint) {
    long now = System.nanoTime();
    long sent = endpoint.sent();
    return new EndpointState(
        endpoint.name(),
        endpoint.standing().isHealthy(),
        endpoint.standing().isEjected(now),
        endpoint.standing().condition(now, sent > 0),
        endpoint.underWay(),
        endpoint.active(),
        endpoint.idle(),
        endpoint.pending(),
        sent,
        endpoint.failed());
  }
}
