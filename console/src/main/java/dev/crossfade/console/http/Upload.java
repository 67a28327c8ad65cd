package dev.crossfade.console.http;

import dev.crossfade.console.service.RedirectPreviewService;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way to a file: the first file of a form, or all of the body. No more of it is in
 * memory than a few pieces, and no more is taken than is allowed. Lives on the event loop of its
 * request; what is done with the file is done on a thread that may block.
 */
public final class Upload {
  private final RoutingContext context;
  private final Guard guard;
  private final HttpServerRequest request;
  private final Path file;
  private final long most;
  private final Runnable release;
  private final Consumer<Received> then;
  private final AtomicBoolean over = new AtomicBoolean();
  private @Nullable AsyncFile out;
  private String name = "";
  private long written;
  private int open = 1;

  private Upload(
      RoutingContext context,
      Guard guard,
      Path file,
      long most,
      Runnable release,
      Consumer<Received> then) {
    this.context = context;
    this.guard = guard;
    this.request = context.request();
    this.file = file;
    this.most = most;
    this.release = release;
    this.then = then;
  }

  /**
   * A file that is there as a whole.
   *
   * @param name as the form calls it; empty: nobody does
   * @param fields of the form
   */
  public record Received(String name, MultiMap fields) {
    /** What a form or a query says of it; the form counts. */
    public RedirectPreviewService.Upload upload(Parameters asked) {
      String said = asked.text("name");
      return new RedirectPreviewService.Upload(
          name.isEmpty() ? (said == null ? "" : said) : name,
          fields.contains("format") ? fields.get("format") : asked.text("format"),
          fields.contains("replaces") ? fields.get("replaces") : asked.text("replaces"));
    }
  }

  /**
   * Takes the body, which must have been paused. Answers itself when it is too large or breaks off.
   *
   * @param guard confirms what its form says, before anything is done
   * @param most bytes
   * @param release is called once, when all is done and whatever happened
   * @param then what to do with the file; it answers
   */
  public static void receive(
      RoutingContext context,
      Guard guard,
      Path file,
      long most,
      Runnable release,
      Consumer<Received> then) {
    Upload upload = new Upload(context, guard, file, most, release, then);
    context.vertx().runOnContext(_ -> upload.begin());
  }

  private void begin() {
    String length = request.getHeader("content-length");
    if (length != null && (length.length() > 18 || Long.parseLong(length) > most + (1 << 20))) {
      refuse();
      return;
    }
    request.exceptionHandler(_ -> end());
    context
        .vertx()
        .fileSystem()
        .open(
            file.toString(),
            new OpenOptions().setCreateNew(true).setWrite(true).setPerms("rw-------"))
        .onSuccess(this::take)
        .onFailure(this::fail);
  }

  private void take(AsyncFile opened) {
    out = opened;
    if (over.get()) {
      opened.close();
      return;
    }
    String type = request.getHeader("content-type");
    if (type != null && type.startsWith("multipart/form-data")) {
      request.setExpectMultipart(true);
      request.uploadHandler(
          part -> {
            if (name.isEmpty() && !part.filename().isEmpty()) {
              name = part.filename();
              open++;
              pump(part, opened);
              part.endHandler(_ -> partEnded());
            } else {
              part.handler(_ -> {});
            }
          });
    } else {
      pump(request, opened);
    }
    request.endHandler(_ -> partEnded());
    request.resume();
  }

  private void pump(ReadStream<Buffer> from, AsyncFile to) {
    from.exceptionHandler(_ -> end());
    from.handler(
        piece -> {
          written += piece.length();
          if (written > most) {
            from.handler(null);
            refuse();
          } else {
            to.write(piece).onFailure(this::fail);
            if (to.writeQueueFull()) {
              from.pause();
              to.drainHandler(_ -> from.resume());
            }
          }
        });
  }

  /** The file and the form around it have each to end. */
  private void partEnded() {
    AsyncFile whole = out;
    if (--open == 0 && whole != null && !over.get()) {
      whole.close().onSuccess(_ -> hand()).onFailure(this::fail);
    }
  }

  private void hand() {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    if (!guard.confirm(context)) {
      release();
      return;
    }
    Received received = new Received(name, request.formAttributes());
    context
        .vertx()
        .executeBlocking(
            () -> {
              then.accept(received);
              return received;
            },
            false)
        .onComplete(_ -> release.run())
        .onFailure(context::fail);
  }

  private void refuse() {
    if (over.compareAndSet(false, true)) {
      close();
      context.response().putHeader("connection", "close");
      Answers.problem(context, 413, "too large", "at most " + (most >> 20) + "MB");
    }
  }

  private void fail(Throwable cause) {
    if (over.compareAndSet(false, true)) {
      close();
      context.fail(cause);
    }
  }

  /** It breaks off: there is nobody to answer. */
  private void end() {
    if (over.compareAndSet(false, true)) {
      close();
    }
  }

  private void close() {
    AsyncFile opened = out;
    if (opened == null) {
      release();
    } else {
      opened.close().onComplete(_ -> release());
    }
  }

  /** Deletes files, so not here. */
  private void release() {
    context
        .vertx()
        .executeBlocking(
            () -> {
              release.run();
              return file;
            },
            false);
  }
}
