package dev.crossfade.console.api;

import dev.crossfade.console.http.BadRequest;
import dev.crossfade.console.http.Parameters;
import dev.crossfade.console.service.RedirectService.Cursor;
import dev.crossfade.console.service.RedirectService.Search;
import dev.crossfade.console.service.RedirectService.Side;
import dev.crossfade.console.service.RedirectService.Sorting;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a request says which redirects it looks for; the same for the API and the page. */
public final class RedirectSearches {

  private RedirectSearches() {}

  /** What is asked for; what cannot be is a bad request. */
  public static Search of(RoutingContext context, int usual, int most) {
    Parameters asked = Parameters.of(context, "q", "in", "at", "never", "sort", "cursor", "limit");
    String text = asked.text("q");
    return new Search(
        text == null ? "" : text.strip(),
        one(Side.class, "in", asked.text("in"), Side.EITHER),
        one(At.class, "at", asked.text("at"), At.ANYWHERE) == At.START,
        one(Truth.class, "never", asked.text("never"), Truth.FALSE) == Truth.TRUE,
        one(Sorting.class, "sort", asked.text("sort"), Sorting.MAP),
        cursor(asked.text("cursor")),
        asked.number("limit", usual, 1, most));
  }

  private enum At {
    ANYWHERE,
    START
  }

  private enum Truth {
    TRUE,
    FALSE
  }

  private static @Nullable Cursor cursor(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Cursor.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("cursor: " + e.getMessage(), e);
    }
  }

  private static <T extends Enum<T>> T one(
      Class<T> type, String name, @Nullable String text, T otherwise) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    for (T value : type.getEnumConstants()) {
      if (word(value).equals(text)) {
        return value;
      }
    }
    throw new BadRequest(
        name
            + ": "
            + text
            + " (expected: one of "
            + String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(RedirectSearches::word).toList())
            + ")");
  }

  /** As a parameter says it. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
