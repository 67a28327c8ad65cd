package dev.crossfade.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A listening socket that cannot accept tries again, in its own time. */
class AcceptanceTest {
  private final IOException noDescriptor =
      new IOException("accept(..) failed with error(-24): Too many open files");

  private final Rejections rejections = new Rejections();
  private final EmbeddedChannel server = new EmbeddedChannel(new Acceptance(rejections));

  @Test
  void exceptionCaught_noDescriptor_pausesAndGoesOn() {
    server.freezeTime();
    server.pipeline().fireExceptionCaught(noDescriptor);
    assertThat(server.config().isAutoRead()).isFalse();

    server.advanceTimeBy(99, TimeUnit.MILLISECONDS);
    server.runScheduledPendingTasks();
    assertThat(server.config().isAutoRead()).isFalse();

    server.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    server.runScheduledPendingTasks();
    assertThat(server.config().isAutoRead()).isTrue();
    assertThat(rejections.total(Rejection.DESCRIPTORS)).isOne();
  }

  @Test
  void exceptionCaught_anythingElse_isCountedAsThat() {
    server.pipeline().fireExceptionCaught(new IOException("Software caused connection abort"));

    assertThat(rejections.total(Rejection.ACCEPT)).isOne();
    assertThat(rejections.total()).isOne();
  }

  /** Whoever stopped accepting meanwhile has the last word. */
  @Test
  void exceptionCaught_whileNobodyAccepts_startsNothing() {
    server.freezeTime();
    server.config().setAutoRead(false);
    server.pipeline().fireExceptionCaught(noDescriptor);
    server.advanceTimeBy(1, TimeUnit.SECONDS);
    server.runScheduledPendingTasks();

    assertThat(server.config().isAutoRead()).isFalse();
  }

  @Test
  void channelRead_afterAFailure_isPassedOn() {
    server.pipeline().fireExceptionCaught(noDescriptor);
    server.writeInbound("a connection");

    assertThat(server.<String>readInbound()).isEqualTo("a connection");
    server.checkException(); // it went no further than here
  }
}
