package dev.crossfade.loadtest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One WebSocket to an echo. One thread asks; what comes back comes on threads of the client. */
final class Talker implements WebSocket.Listener {
  private static final long PATIENCE_SECONDS = 10;

  private final StringBuilder parts = new StringBuilder();
  private final CompletableFuture<WebSocket> opened;
  private volatile CompletableFuture<String> echo = new CompletableFuture<>();
  private long count;

  private Talker(HttpClient client, URI target) {
    opened =
        client
            .newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(PATIENCE_SECONDS))
            .buildAsync(target, this);
  }

  /** Returns when the WebSocket stands. */
  static Talker open(HttpClient client, URI target) throws IOException, InterruptedException {
    Talker talker = new Talker(client, target);
    await(talker.opened, target + ": no WebSocket");
    return talker;
  }

  /** Sends a message and waits for it to come back. */
  void exchange() throws IOException, InterruptedException {
    WebSocket socket = opened.join();
    String text = "message " + ++count;
    CompletableFuture<String> expected = new CompletableFuture<>();
    echo = expected;
    if (socket.isInputClosed()) {
      throw new IOException("the WebSocket ended before " + text);
    }
    await(socket.sendText(text, true), text + " could not be sent");
    String back = await(expected, text + " did not come back");
    if (!back.equals(text)) {
      throw new IOException("\"" + back + "\" came back (expected: \"" + text + "\")");
    }
  }

  private static <T> T await(CompletableFuture<T> future, String otherwise)
      throws IOException, InterruptedException {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(otherwise + ": " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException(otherwise + " within " + PATIENCE_SECONDS + " s", e);
    }
  }

  /** Says goodbye, to which nobody has to answer any more. */
  void end() throws InterruptedException {
    try {
      await(opened.join().sendClose(WebSocket.NORMAL_CLOSURE, ""), "no goodbye");
    } catch (IOException _) {
      abort(); // it ended at the same moment from the other side
    }
  }

  void abort() {
    opened.join().abort();
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    parts.append(part);
    if (last) {
      String text = parts.toString();
      parts.setLength(0);
      echo.complete(text);
    }
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    echo.completeExceptionally(new IOException("closed with " + status + " " + reason));
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable cause) {
    echo.completeExceptionally(cause);
  }
}
