package dev.crossfade.fleet.etcd;

import dev.crossfade.config.model.State;
import dev.crossfade.config.value.Endpoint;
import dev.crossfade.fleet.etcd.EtcdException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members, and who we are to them. One that answered is asked again; one that does not, or not
 * in time, is left for the next. Thread-safe.
 */
final class Cluster {
  /** Within this there is an answer or an error, however many members there are. */
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  /** A member that is slower is left for the next, if there is one. */
  private static final Duration LEAST = Duration.ofMillis(700);

  private final State.Etcd settings;
  private final Http http;
  private final AtomicInteger current = new AtomicInteger();

  /**
   * Simple tokens live five minutes without use, those of a cluster with JWT as long as it says.
   */
  private volatile @Nullable String token;

  Cluster(State.Etcd settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  /** Carries out with a member; the time is for it alone. */
  @FunctionalInterface
  interface Attempt<T> {
    /** What came of it; nothing if the token is not known any more. */
    @Nullable T at(Endpoint endpoint, @Nullable String token, Duration most) throws EtcdException;
  }

  JsonNode call(String path, ObjectNode request) throws EtcdException {
    String body = Wire.text(request);
    return any((endpoint, token, most) -> answer(new Http.Ask(endpoint, path, body, token), most));
  }

  /**
   * With one member after the other, until one does not fail; a token that is too old is renewed.
   */
  <T> T any(Attempt<T> attempt) throws EtcdException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    int members = settings.endpoints().size();
    int tries = Math.max(2, members);
    Duration each = most(LEAST, DEADLINE.dividedBy(tries));
    int first = current.get();
    List<String> failed = new ArrayList<>();
    Kind kind = Kind.UNREACHABLE;
    for (int i = 0; i < tries && System.nanoTime() < end; i++) {
      int member = Math.floorMod(first + i, members);
      try {
        T done = once(settings.endpoints().get(member), attempt, each);
        current.set(member);
        return done;
      } catch (EtcdException e) {
        if (e.kind() != Kind.UNREACHABLE && e.kind() != Kind.UNCERTAIN) {
          boolean before = e.kind() == Kind.REFUSED && kind == Kind.UNCERTAIN; // done by another?
          throw new EtcdException(before ? Kind.UNCERTAIN : e.kind(), "etcd: " + e.getMessage(), e);
        }
        kind = e.kind() == Kind.UNCERTAIN ? Kind.UNCERTAIN : kind;
        String why = String.valueOf(e.getMessage());
        if (!failed.contains(why)) {
          failed.add(why);
        }
        if (Thread.currentThread().isInterrupted()) {
          break;
        }
      }
    }
    current.compareAndSet(first, Math.floorMod(first + 1, members));
    throw new EtcdException(kind, "etcd: " + String.join("; ", failed));
  }

  private <T> T once(Endpoint endpoint, Attempt<T> attempt, Duration most) throws EtcdException {
    String known = token;
    if (known == null) {
      known = renew(endpoint, most);
    }
    T done = attempt.at(endpoint, known, most);
    if (done == null) {
      done = attempt.at(endpoint, renew(endpoint, most), most);
    }
    if (done == null) {
      throw new EtcdException(Kind.REFUSED, endpoint + ": does not take the token it just gave");
    }
    return done;
  }

  /** Nothing where etcd need not know who we are. */
  private @Nullable String renew(Endpoint endpoint, Duration most) throws EtcdException {
    if (settings.user() == null) {
      return null;
    }
    String body =
        Wire.text(Wire.object().put("name", settings.user()).put("password", settings.password()));
    Reply reply = http.ask(new Http.Ask(endpoint, "/v3/auth/authenticate", body, null), most);
    token =
        switch (reply) {
          case Reply.Done(JsonNode json) -> json.path("token").asString("");
          case Reply.Unable(String message) -> throw unable(endpoint, message);
          case Reply.Unknown(String message) -> throw noUser(endpoint, message);
          case Reply.No(Kind _, String message) -> throw noUser(endpoint, message);
        };
    return token;
  }

  private @Nullable JsonNode answer(Http.Ask ask, Duration most) throws EtcdException {
    return result(http.ask(ask, most), ask.endpoint());
  }

  /** What was done; nothing if who we are is not known any more. */
  @Nullable JsonNode result(Reply reply, Endpoint endpoint) throws EtcdException {
    return switch (reply) {
      case Reply.Done(JsonNode json) -> json;
      case Reply.Unknown(String message) -> {
        if (settings.user() == null) {
          throw noUser(endpoint, message);
        }
        yield null;
      }
      case Reply.Unable(String message) -> throw unable(endpoint, message);
      case Reply.No(Kind kind, String message) ->
          throw new EtcdException(kind, endpoint + ": " + message);
    };
  }

  private static EtcdException unable(Endpoint endpoint, String message) {
    return new EtcdException(Kind.UNCERTAIN, endpoint + ": " + message);
  }

  private EtcdException noUser(Endpoint endpoint, String message) {
    return new EtcdException(
        Kind.REFUSED,
        endpoint
            + ": "
            + message
            + (settings.user() == null
                ? " (expected: state.etcd.user and password)"
                : " (expected: that user " + settings.user() + " may log in)"));
  }

  private static Duration most(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
