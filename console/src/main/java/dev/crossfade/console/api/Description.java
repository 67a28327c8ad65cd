package dev.crossfade.console.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.console.http.Answers;
import dev.crossfade.console.http.ProblemKind;
import dev.crossfade.console.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * {@code /openapi.yaml} and {@code /problems}: the API described. There is no secret in them; they
 * take a viewer all the same, since strangers learn nothing here, not even what there is to ask.
 */
public final class Description {
  private static final String FILE = "/dev/crossfade/console/openapi.yaml";

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>Problems</title>
      <h1>What can be wrong with a request</h1>
      <dl>
      """;

  private final String openApi = read();

  public void open(Routes routes) {
    routes.view(
        "/openapi.yaml",
        (c, _) -> Answers.text(c, 200, "application/yaml; charset=utf-8", openApi));
    routes.view(
        "/problems", (c, _) -> Answers.text(c, 200, "text/html; charset=utf-8", problems()));
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

  private static String problems() {
    StringBuilder page = new StringBuilder(HEAD);
    for (ProblemKind problem : ProblemKind.values()) {
      page.append("<dt id=\"")
          .append(problem.word())
          .append("\"><b>")
          .append(problem.status())
          .append(' ')
          .append(problem.title())
          .append("</b></dt>\n<dd>")
          .append(problem.meaning())
          .append("</dd>\n");
    }
    return page.append("</dl>\n</html>\n").toString();
  }
}
