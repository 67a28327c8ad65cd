package dev.crossfade.fleet.etcd;

import static java.util.Objects.requireNonNull;

import dev.crossfade.config.model.State;
import dev.crossfade.config.value.Endpoint;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A client of one etcd cluster. Calls block, for three seconds at most: not on an event loop.
 * Thread-safe; an interrupt ends a call as a lost answer would.
 */
public final class Etcd implements AutoCloseable {
  private final Http http;
  private final Cluster cluster;

  private Etcd(Http http, Cluster cluster) {
    this.http = http;
    this.cluster = cluster;
  }

  /**
   * A client for these members; asks nothing yet.
   *
   * @throws IOException a PEM file cannot be used; its message is one line, for the operator
   */
  public static Etcd of(State.Etcd settings) throws IOException {
    requireNonNull(settings, "settings");
    State.Tls tls = settings.tls();
    Http http = new Http(tls == null ? null : Pem.context(tls));
    return new Etcd(http, new Cluster(settings, http));
  }

  /**
   * At most {@code limit} of some keys, in the order of their names.
   *
   * @param revision as they were at this one; 0: as they are
   */
  public Page get(Keys keys, long revision, int limit) throws EtcdException {
    ObjectNode request =
        Wire.toJson(keys)
            .put("revision", Long.toString(revision))
            .put("limit", Integer.toString(limit));
    return Wire.page(cluster.call("/v3/kv/range", request));
  }

  /** Changes made as a whole. Where the answer is lost they are tried again, so: on a condition. */
  public Txn.Done commit(Txn txn) throws EtcdException {
    return Wire.done(cluster.call("/v3/kv/txn", Wire.toJson(txn)));
  }

  /** A lease: keys that are put with it go when it is not kept alive. */
  public Lease grant(Duration ttl) throws EtcdException {
    ObjectNode request = Wire.object().put("TTL", Long.toString(ttl.toSeconds()));
    return lease(cluster.call("/v3/lease/grant", request));
  }

  /** The lease with the time that it has from now on; none: it is gone. */
  public @Nullable Lease keepAlive(Lease lease) throws EtcdException {
    ObjectNode request = Wire.object().put("ID", Long.toString(lease.id()));
    Lease kept = lease(cluster.call("/v3/lease/keepalive", request).path("result"));
    return kept.ttl().isZero() ? null : kept;
  }

  /** Ends a lease, and its keys with it. */
  public void revoke(Lease lease) throws EtcdException {
    JsonNode _ =
        cluster.call("/v3/lease/revoke", Wire.object().put("ID", Long.toString(lease.id())));
  }

  /** What a member says of itself and its cluster. */
  public Status status() throws EtcdException {
    JsonNode answer = cluster.call("/v3/maintenance/status", Wire.object());
    return new Status(
        answer.path("version").asString("?"),
        Wire.cluster(answer.path("header")),
        Wire.number(answer, "dbSize"));
  }

  /** All changes of some keys from a revision on, as they come; to be closed. */
  public Watch watch(Keys keys, long from) throws EtcdException {
    ObjectNode create = Wire.toJson(keys).put("start_revision", Long.toString(from));
    String body = Wire.text(Wire.object().set("create_request", create));
    return cluster.any(
        (endpoint, token, most) -> watch(new Http.Ask(endpoint, "/v3/watch", body, token), most));
  }

  private @Nullable Watch watch(Http.Ask ask, Duration most) throws EtcdException {
    var response = http.open(ask, most);
    Endpoint endpoint = ask.endpoint();
    if (response.statusCode() == 200) {
      return new Watch(endpoint, response.body());
    }
    try (var body = response.body()) {
      Reply reply = Reply.of(response.statusCode(), body.readNBytes(1 << 16));
      if (cluster.result(reply, endpoint) == null) {
        return null;
      }
    } catch (IOException e) {
      throw new EtcdException(
          EtcdException.Kind.UNREACHABLE, endpoint + " broke off its answer", e);
    }
    throw new EtcdException(EtcdException.Kind.UNREACHABLE, endpoint + " began no watch");
  }

  private static Lease lease(JsonNode json) {
    return new Lease(Wire.number(json, "ID"), Duration.ofSeconds(Wire.number(json, "TTL")));
  }

  @Override
  public void close() {
    http.close();
  }

  /** What a member says of itself. */
  public record Status(String version, String cluster, long bytes) {}
}
