package dev.crossfade.fleet.etcd;

import dev.crossfade.config.value.Endpoint;
import dev.crossfade.fleet.etcd.EtcdException.Kind;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The changes of some keys as one member tells them. One thread reads; another one may close it,
 * which ends the read. A member that falls silent is not noticed here: whoever watches looks now
 * and then whether it still hears everything.
 */
public final class Watch implements AutoCloseable {
  /** How long a line may be: a few entries of the largest size. */
  private static final int MOST = 32 << 20;

  private final Endpoint endpoint;
  private final InputStream in;

  Watch(Endpoint endpoint, InputStream in) {
    this.endpoint = endpoint;
    this.in = new BufferedInputStream(in);
  }

  /** One change. */
  public sealed interface Event {
    record Put(KeyValue now) implements Event {}

    record Deleted(String key) implements Event {}
  }

  /**
   * What changed up to a revision.
   *
   * @param revision nothing up to here comes again
   */
  public record News(long revision, List<Event> events) {
    public News {
      events = List.copyOf(events);
    }
  }

  /**
   * Waits for the next changes.
   *
   * @throws EtcdException the watch is over: of kind {@code COMPACTED} if what it should begin with
   *     is gone, else it can be begun again where it ended
   */
  public News next() throws EtcdException {
    while (true) {
      JsonNode message = message();
      JsonNode result = message.path("result");
      if (!result.isObject()) {
        String error = message.path("error").path("message").asString("an error");
        throw over("ended a watch: " + error, null);
      }
      if (Wire.number(result, "compact_revision") > 0) {
        throw new EtcdException(
            Kind.COMPACTED,
            "etcd: changes before revision "
                + Wire.number(result, "compact_revision")
                + " are compacted away");
      }
      if (result.path("canceled").asBoolean(false)) {
        throw over("ended a watch: " + result.path("cancel_reason").asString("no reason"), null);
      }
      if (!result.path("created").asBoolean(false)) {
        return news(result);
      }
    }
  }

  private static News news(JsonNode result) {
    List<Event> events = new ArrayList<>();
    long revision = Wire.number(result.path("header"), "revision");
    for (JsonNode event : result.path("events")) {
      KeyValue kv = Wire.keyValue(event.path("kv"));
      boolean deleted = event.path("type").asString("PUT").equals("DELETE");
      revision = kv.modified(); // the head's may be that of changes that are still to come
      events.add(deleted ? new Event.Deleted(kv.key()) : new Event.Put(kv));
    }
    return new News(revision, events);
  }

  private JsonNode message() throws EtcdException {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = in.read(); b != '\n'; b = in.read()) {
        if (b < 0) {
          throw over("ended a watch", null);
        }
        if (line.size() >= MOST) {
          throw over("tells more than " + MOST + " bytes at once", null);
        }
        line.write(b);
      }
      return Wire.parse(line.toByteArray());
    } catch (IOException e) {
      throw over("broke off a watch", e);
    } catch (JacksonException e) {
      throw over("tells what is not JSON", e);
    }
  }

  private EtcdException over(String what, @Nullable Exception cause) {
    return new EtcdException(Kind.UNREACHABLE, "etcd: " + endpoint + " " + what, cause);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing what is in memory failed", e);
    }
  }
}
