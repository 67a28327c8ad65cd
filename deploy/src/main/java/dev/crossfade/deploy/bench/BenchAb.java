package dev.crossfade.deploy.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code ab}, for handshakes: each request on a TLS connection that knows nothing of those before.
 * wrk would offer the ticket of its last session wherever a server hands out tickets.
 */
record BenchAb(BenchStage stage, BenchWork work) implements BenchClient {
  private static final int CONNECTIONS = 64;
  private static final int MOST_REQUESTS = 500_000;

  @Override
  public String title() {
    return "ab, " + CONNECTIONS + " connections at once, each for one request of HTTP/1.0";
  }

  @Override
  public Seen ask(URI url, int seconds) throws IOException, InterruptedException {
    BenchClient.run(
        stage,
        "ab",
        List.of(
            "ab",
            "-q",
            "-r",
            "-c" + CONNECTIONS,
            "-t" + seconds,
            "-n" + MOST_REQUESTS,
            "-fTLS1.3",
            "-H" + COOKIE,
            url.toString()),
        seconds);
    return seen(Files.readString(stage.folder().resolve("ab.out")), work.bytes());
  }

  /** From its summary. */
  static Seen seen(String said, int bytes) throws IOException {
    long requests = (long) number("Complete requests:", said);
    double failed = number("Failed requests:", said);
    double bad = said.contains("Non-2xx responses:") ? number("Non-2xx responses:", said) : 0;
    boolean tooShort = number("HTML transferred:", said) < (double) requests * bytes;
    return new Seen(
        requests,
        number("Time taken for tests:", said),
        number("50%", said),
        number("99%", said),
        (long) (failed + bad) + (tooShort ? requests : 0));
  }

  private static double number(String name, String said) throws IOException {
    Matcher matcher =
        Pattern.compile("(?m)^\\s*" + Pattern.quote(name) + "\\s+([0-9.]+)").matcher(said);
    if (!matcher.find()) {
      throw new IOException("ab told no " + name + " " + said);
    }
    return Double.parseDouble(matcher.group(1));
  }
}
