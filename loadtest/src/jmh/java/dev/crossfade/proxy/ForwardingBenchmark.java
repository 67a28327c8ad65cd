package dev.crossfade.proxy;

import dev.crossfade.config.value.Share;
import dev.crossfade.proxy.http1.Head;
import dev.crossfade.proxy.http1.HeadBytes;
import dev.crossfade.proxy.http1.Messages;
import dev.crossfade.routing.Decision;
import java.net.InetAddress;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing the head that is passed on, from the head that came. */
@State(Scope.Thread)
public class ForwardingBenchmark {
  private final ClientRequest request = new ClientRequest(new Texts());
  private final Head answer = Messages.answerHead();
  private final Hops hops = Hops.of(InetAddress.getLoopbackAddress(), false, List.of());
  private final HeadBytes out = new HeadBytes();
  private final Forwarding forwarding = new Forwarding(null, Share.ALL);
  private final Decision.Serve decision =
      new Decision.Serve(
          new Decision.Route("catalog", "legacy", Decision.Arm.LEGACY, Decision.Reason.BUCKET),
          4_711,
          true,
          List.of());

  public ForwardingBenchmark() {
    request.head().copy(Messages.requestHead());
    request.begin(hops, List.of());
  }

  @Benchmark
  public int toBackend() {
    out.request(request.head());
    forwarding.toBackend(request, decision, "", out);
    return out.endLine().length();
  }

  @Benchmark
  public int toClient() {
    out.answer(answer);
    Forwarding.toClient(answer, out);
    return out.endLine().length();
  }

  @Benchmark
  public int toOneClientAlone() {
    out.answer(answer);
    Caching.writePrivate(answer, out);
    return out.endLine().length();
  }
}
