package dev.crossfade.proxy;

/**
 * How an endpoint is at one moment.
 *
 * @param endpoint its address
 * @param healthy what its checks say; true without any
 * @param ejected whether it is out because requests failed
 * @param active connections that are in use or being made
 * @param idle connections that are kept for the next request
 * @param pending requests that wait for a connection
 */
public record EndpointState(
    String endpoint, boolean healthy, boolean ejected, int active, int idle, int pending) {
  static EndpointState of(UpstreamEndpoint endpoint) {
    return new EndpointState(
        endpoint.name(),
        endpoint.standing().isHealthy(),
        endpoint.standing().isEjected(System.nanoTime()),
        endpoint.active(),
        endpoint.idle(),
        endpoint.pending());
  }
}
