package dev.crossfade.seo.fetch;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body up to a bound and lets go of the rest. What nobody wants is read all the same when
 * it is short: that costs less than the connection.
 */
final class Body implements BodyHandler<Body.Taken> {
  /** Of a body that nobody wants. */
  private static final int READ_AWAY = 16 << 10;

  private final int most;
  private final long asked = System.nanoTime();
  private volatile boolean begun;

  Body(int most) {
    this.most = most;
  }

  /** What was taken. */
  @SuppressWarnings(
      "ArrayRecordComponent") // on its way into an answer, which copies nothing either
  record Taken(byte[] bytes, boolean cut, long firstByteNanos) {}

  /** Whether the answer's head was there. */
  boolean hasBegun() {
    return begun;
  }

  @Override
  public BodySubscriber<Taken> apply(ResponseInfo head) {
    begun = true;
    return new Taking(most, System.nanoTime() - asked);
  }

  /** One body on its way. */
  private static final class Taking implements BodySubscriber<Taken> {
    private final int most;
    private final long firstByteNanos;
    private final CompletableFuture<Taken> whole = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    private Flow.@Nullable Subscription subscription;
    private long seen;

    Taking(int most, long firstByteNanos) {
      this.most = most;
      this.firstByteNanos = firstByteNanos;
    }

    @Override
    public CompletionStage<Taken> getBody() {
      return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription from) {
      subscription = from;
      from.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        seen += buffer.remaining();
        byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size())];
        buffer.get(part);
        bytes.write(part, 0, part.length);
      }
      if (seen > Math.max(most, READ_AWAY) && subscription != null) {
        subscription.cancel();
        finish();
      }
    }

    private void finish() {
      whole.complete(new Taken(bytes.toByteArray(), seen > bytes.size(), firstByteNanos));
    }

    @Override
    public void onError(Throwable failure) {
      whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      finish();
    }
  }
}
