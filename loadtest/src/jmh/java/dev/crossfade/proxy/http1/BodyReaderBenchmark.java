package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a body of 16 KiB, in one piece and in sixteen chunks. */
@State(Scope.Thread)
public class BodyReaderBenchmark {
  private static final int PIECE = 1 << 10;
  private static final int PIECES = 16;

  private final BodyReader reader = new BodyReader();
  private final ByteBuf sized = Unpooled.directBuffer().writeZero(PIECE * PIECES);
  private final ByteBuf chunked = chunks();

  private static ByteBuf chunks() {
    ByteBuf all = Unpooled.directBuffer();
    for (int i = 0; i < PIECES; i++) {
      all.writeCharSequence(Integer.toHexString(PIECE) + "\r\n", StandardCharsets.US_ASCII);
      all.writeZero(PIECE);
      all.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
    }
    all.writeCharSequence("0\r\n\r\n", StandardCharsets.US_ASCII);
    return all;
  }

  @Benchmark
  public int sized() throws Violation {
    return read(PIECE * PIECES, sized);
  }

  @Benchmark
  public int chunked() throws Violation {
    return read(Framing.CHUNKED, chunked);
  }

  private int read(long framing, ByteBuf in) throws Violation {
    int bytes = 0;
    in.readerIndex(0);
    reader.begin(framing);
    while (!reader.isEnded()) {
      int length = reader.next(in);
      in.skipBytes(length);
      bytes += length;
    }
    return bytes;
  }
}
