package dev.crossfade.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.crossfade.config.model.Admin.Role;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that go to a file, over real connections, as people and broken networks send them. */
class UploadTest {
  private static final int MOST = 100_000;

  @TempDir Path folder;
  private final AtomicInteger released = new AtomicInteger();
  private final AtomicInteger handled = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Vertx vertx = Vertx.vertx();
  private HttpServer server;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("upload");
    Router router = Router.router(vertx);
    router
        .post("/")
        .handler(
            context -> {
              context.request().pause();
              context.addEndHandler(_ -> context.request().resume());
              Upload.receive(
                  context, new Everyone(), file, MOST, this::release, r -> answer(context, r));
            });
    server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
  }

  /** Lets all in, and confirms what does not say that it is forged. */
  private static final class Everyone implements Guard {
    @Override
    public boolean pass(RoutingContext context) {
      return true;
    }

    @Override
    public boolean admit(RoutingContext context, Role role) {
      return true;
    }

    @Override
    public boolean confirm(RoutingContext context) {
      boolean forged = "forged".equals(context.request().getFormAttribute("format"));
      if (forged) {
        Answers.problem(context, 403, "forbidden", "forged");
      }
      return !forged;
    }
  }

  private void release() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    released.incrementAndGet();
  }

  private void answer(RoutingContext context, Upload.Received received) {
    handled.incrementAndGet();
    try {
      Answers.text(
          context,
          200,
          "text/plain",
          received.name()
              + " "
              + received.fields().get("format")
              + " "
              + Files.readString(file).length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
    client.close();
  }

  private HttpResponse<String> send(HttpRequest.BodyPublisher body, String type)
      throws IOException, InterruptedException {
    URI here = URI.create("http://127.0.0.1:" + server.actualPort() + "/");
    return client.send(
        HttpRequest.newBuilder(here).header("content-type", type).POST(body).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void assertReleasedOnce() {
    await().untilAsserted(() -> assertThat(released).hasValue(1));
    assertThat(file).doesNotExist();
  }

  private static String form(int size) {
    return "--b\r\ncontent-disposition: form-data; name=\"format\"\r\n\r\ncsv\r\n"
        + "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"my map.csv\"\r\n"
        + "content-type: text/csv\r\n\r\n"
        + "x".repeat(size)
        + "\r\n--b\r\ncontent-disposition: form-data; name=\"other\"; filename=\"o.txt\"\r\n\r\nignored"
        + "\r\n--b--\r\n";
  }

  @Test
  void body_asItIs_isTheFile() throws Exception {
    HttpResponse<String> answer =
        send(BodyPublishers.ofString("y".repeat(90_000)), "application/octet-stream");

    assertThat(answer.body()).isEqualTo(" null 90000");
    assertReleasedOnce();
  }

  @Test
  void form_withAFile_isTheFileWithItsFields() throws Exception {
    HttpResponse<String> answer =
        send(BodyPublishers.ofString(form(80_000)), "multipart/form-data; boundary=b");

    assertThat(answer.body()).isEqualTo("my map.csv csv 80000");
    assertReleasedOnce();
  }

  @Test
  void form_thatIsNotConfirmed_isNotLookedAt() throws Exception {
    HttpResponse<String> answer =
        send(
            BodyPublishers.ofString(form(100).replace("csv\r\n--b", "forged\r\n--b")),
            "multipart/form-data; boundary=b");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertReleasedOnce();
    assertThat(handled).hasValue(0);
  }

  @Test
  void form_withoutAFile_isAnEmptyFile() throws Exception {
    HttpResponse<String> answer =
        send(
            BodyPublishers.ofString(
                "--b\r\ncontent-disposition: form-data; name=\"format\"\r\n\r\ncsv\r\n--b--\r\n"),
            "multipart/form-data; boundary=b");

    assertThat(answer.body()).isEqualTo(" csv 0");
    assertReleasedOnce();
  }

  @Test
  void body_thatSaysItIsTooLarge_isRefusedUnread() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket
          .getOutputStream()
          .write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n".getBytes(UTF_8));
      assertThat(head(socket)).startsWith("HTTP/1.1 413");
    }
    assertReleasedOnce();
    assertThat(handled).hasValue(0);
  }

  @Test
  void body_thatTurnsOutTooLarge_isRefused() throws Exception {
    HttpResponse<String> answer =
        send(
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[MOST + 1])),
            "text/csv");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertReleasedOnce();
    assertThat(handled).hasValue(0);
  }

  @Test
  void form_thatTurnsOutTooLarge_isRefused() throws Exception {
    HttpResponse<String> answer =
        send(BodyPublishers.ofString(form(MOST + 1)), "multipart/form-data; boundary=b");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertReleasedOnce();
  }

  @Test
  void body_thatBreaksOff_leavesNothing() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n/a,/b\n".getBytes(UTF_8));
      await().until(() -> Files.exists(file));
    }
    assertReleasedOnce();
    assertThat(handled).hasValue(0);
  }

  @Test
  void form_thatBreaksOff_leavesNothing() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket
          .getOutputStream()
          .write(
              ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n"
                      + "Content-Type: multipart/form-data; boundary=b\r\n\r\n"
                      + form(100).substring(0, 200))
                  .getBytes(UTF_8));
      await().until(() -> Files.exists(file));
    }
    assertReleasedOnce();
    assertThat(handled).hasValue(0);
  }

  private static String head(Socket socket) throws IOException {
    byte[] some = new byte[400];
    return new String(some, 0, Math.max(0, socket.getInputStream().read(some)), UTF_8);
  }
}
