package dev.crossfade.deploy.bench;

import dev.crossfade.deploy.cli.Cli;
import dev.crossfade.deploy.cli.Exit;
import dev.crossfade.deploy.cli.Speaking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code bench peers}: what a request costs here, and what it costs HAProxy and nginx. */
@Command(
    name = "peers",
    description = {
      "Measures HAProxy, nginx and Crossfade in turn, doing the same work: each alone on core 0,",
      "client and origin on core 1. Compare within a run only. Exits 1 if a request failed or a",
      "bar is not met."
    },
    mixinStandardHelpOptions = true)
final class BenchPeersCommand extends Speaking {
  @Option(
      names = "--protocol",
      description = "h1, h1-tls or h2-tls (h1; with --handshakes h1-tls).",
      paramLabel = "PROTOCOL")
  private @Nullable String protocol;

  @Option(
      names = "--size",
      description = "Of an answer: 1k, 100k or 1m (${DEFAULT-VALUE}).",
      paramLabel = "SIZE",
      defaultValue = "1k")
  private String size;

  @Option(names = "--handshakes", description = "A new TLS connection for each request.")
  private boolean handshakes;

  @Option(
      names = "--redirects",
      description = "Ask for pages that have moved, out of so many; over h1 (0: none).",
      paramLabel = "N",
      defaultValue = "0")
  private int redirects;

  @Option(names = "--rounds", description = "How many (${DEFAULT-VALUE}).", defaultValue = "5")
  private int rounds;

  @Option(
      names = "--seconds",
      description = "Of one measurement (${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int seconds;

  @Option(
      names = "--warm-up",
      description = "Seconds of load for each peer before the first round (${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int warmUp;

  @Option(
      names = "--transport",
      description = "Of Crossfade: io_uring, epoll or nio; without it the best the kernel has.",
      paramLabel = "NAME")
  private @Nullable String transport;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  @Option(names = "--report", description = "One self-contained HTML page.", paramLabel = "FILE")
  private @Nullable Path report;

  BenchPeersCommand(Cli.Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws InterruptedException {
    String spoken = protocol != null ? protocol : handshakes ? "h1-tls" : "h1";
    BenchProtocol known = BenchProtocol.named(spoken).orElse(null);
    int bytes = BenchWork.size(size);
    if (known == null || bytes < 0 || rounds < 1 || seconds < 1 || warmUp < 1) {
      complain(
          "--protocol is h1, h1-tls or h2-tls; --size is 1k, 100k or 1m; --rounds, --seconds and"
              + " --warm-up are 1 or more");
      return Exit.PROBLEM;
    }
    if (handshakes && known != BenchProtocol.H1_TLS) {
      complain("--handshakes with --protocol " + spoken + " (expected: h1-tls)");
      return Exit.PROBLEM;
    }
    if (redirects < 0 || (redirects > 0 && known != BenchProtocol.H1)) {
      complain(
          "--redirects %d over %s (expected: 0 or more, over h1)".formatted(redirects, spoken));
      return Exit.PROBLEM;
    }
    BenchWork work = new BenchWork(known, bytes, handshakes, redirects);
    List<String> missing = BenchNeeds.missing(programs(work), 2);
    missing.forEach(this::complain);
    if (!missing.isEmpty()) {
      return Exit.UNREACHABLE;
    }
    try (BenchStage stage = BenchStage.open()) {
      return tell(stage, work);
    } catch (IOException e) {
      complain("crossfade bench peers: " + e.getMessage());
      return Exit.UNREACHABLE;
    }
  }

  private static List<String> programs(BenchWork work) {
    return List.of(
        "haproxy",
        "nginx",
        "taskset",
        BenchClient.program(work),
        work.protocol().isTls() ? "openssl" : "taskset");
  }

  private int tell(BenchStage stage, BenchWork work) throws IOException, InterruptedException {
    String before = BenchNeeds.load();
    BenchClient client = BenchClient.on(stage, work);
    BenchFigures figures =
        new BenchRounds(stage, work, client, rounds, seconds, warmUp, transport).measure();
    List<BenchBar.Verdict> verdicts =
        BenchBar.of(work).stream().map(bar -> bar.judge(figures)).toList();
    List<String> facts = new ArrayList<>();
    figures.starts().forEach(start -> facts.add(start.line()));
    facts.add(figures.compiling());
    facts.addAll(facts(client, work, before));
    String table = BenchTable.of(figures, verdicts);
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("work", work);
      document.put("rounds", rounds);
      document.put("seconds", seconds);
      document.put("facts", facts);
      document.put("runs", figures.runs());
      document.put("summary", figures.summary());
      document.put("ratios", figures.ratios());
      document.put("bars", verdicts);
      say(JsonMapper.shared().writeValueAsString(document));
    } else {
      say(table);
      facts.forEach(this::say);
    }
    if (report != null) {
      String title = "Crossfade beside HAProxy and nginx: " + work.title();
      Files.writeString(report, BenchPage.of(title, facts, table, figures));
    }
    if (figures.errors() > 0) {
      complain("errors: " + figures.errors() + " (expected: none); these figures mean nothing");
    }
    boolean good = figures.errors() == 0 && verdicts.stream().allMatch(BenchBar.Verdict::met);
    return good ? Exit.OK : Exit.FINDINGS;
  }

  private List<String> facts(BenchClient client, BenchWork work, String loadBefore)
      throws IOException {
    return List.of(
        work.title()
            + "; median (least–most) of %d rounds of %d s after %d s of warm-up each"
                .formatted(rounds, seconds, warmUp),
        "client: " + client.title() + ", one visitor with an identity cookie",
        "all: two backends by cookie with two endpoints each, connections kept on both sides,"
            + " X-Forwarded-For, -Proto, -Host and X-Request-Id, 1 % of requests in an access log;"
            + " TLS 1.3, ECDSA P-256, AES-128-GCM (Crossfade: what the client likes best), no session"
            + " is resumed",
        "not alike: Crossfade also keeps a histogram of every request, HAProxy its statistics,"
            + " nginx counts nothing; nginx buffers up to 256 KB of an answer, the others stream",
        BenchNeeds.version("haproxy", "-v")
            + "; "
            + BenchNeeds.version("nginx", "-v")
            + "; Java "
            + Runtime.version(),
        "load average before: " + loadBefore + "; after: " + BenchNeeds.load());
  }
}
