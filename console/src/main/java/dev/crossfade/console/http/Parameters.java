package dev.crossfade.console.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a request to the API; what it does not know or cannot read is a bad request. */
public record Parameters(RoutingContext context) {
  /** A request that may have these and no others. */
  public static Parameters of(RoutingContext context, String... known) {
    Set<String> names = Set.of(known);
    for (String name : context.queryParams().names()) {
      if (!names.contains(name)) {
        throw new BadRequest(
            "parameter "
                + name
                + " (expected: "
                + (known.length == 0 ? "none" : "one of " + String.join(", ", known))
                + ")");
      }
    }
    return new Parameters(context);
  }

  /** A request that has none, or is a bad one. */
  public static void none(RoutingContext context) {
    of(context);
  }

  /** The only value; null: there is none. */
  public @Nullable String text(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new BadRequest(name + " is there " + values.size() + " times (expected: once)");
    }
    return values.isEmpty() ? null : values.getFirst();
  }

  public List<String> all(String name) {
    return context.queryParam(name);
  }

  public int number(String name, int otherwise, int lowest, int highest) {
    String text = text(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    if (number < lowest || number > highest) {
      throw new BadRequest(name + ": " + text + " (expected: " + lowest + ".." + highest + ")");
    }
    return number;
  }
}
