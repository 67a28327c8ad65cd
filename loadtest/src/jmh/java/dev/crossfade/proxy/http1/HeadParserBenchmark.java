package dev.crossfade.proxy.http1;

import io.netty.buffer.ByteBuf;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading a head that came in one piece. */
@State(Scope.Thread)
public class HeadParserBenchmark {
  private final HeadParser requests = HeadParser.ofRequests(8 << 10, 32 << 10, 100);
  private final HeadParser answers = HeadParser.ofAnswers();
  private final ByteBuf request = Messages.request();
  private final ByteBuf answer = Messages.answer();
  private final Head head = new Head();

  @Benchmark
  public boolean request() throws Violation {
    return requests.parse(head.clear(), request.readerIndex(0));
  }

  @Benchmark
  public boolean answer() throws Violation {
    return answers.parse(head.clear(), answer.readerIndex(0));
  }

  /** How long the body is, which every message is asked. */
  @Benchmark
  public long requestAndFraming() throws Violation {
    requests.parse(head.clear(), request.readerIndex(0));
    return Framing.ofRequest(head);
  }
}
