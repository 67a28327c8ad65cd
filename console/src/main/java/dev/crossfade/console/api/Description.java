package dev.crossfade.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * {@code /openapi.yaml}: the API described. There is no secret in it; it takes a viewer all the
 * same, since strangers learn nothing here, not even what there is to ask.
 */
public final class Description {
  private static final String FILE = "/dev/crossfade/console/openapi.yaml";

  private final String openApi = read();

  public void open(Routes routes) {
    routes.view(
        "/openapi.yaml",
        (c, _) -> Answers.text(c, 200, "application/yaml; charset=utf-8", openApi));
  }

  private static String read() {
    try (InputStream file = Description.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is missing from the jar");
      }
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }
}
