package dev.crossfade.deploy.gates;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.crossfade.config.model.Telemetry;
import dev.crossfade.config.problem.Excerpt;
import dev.crossfade.config.value.Durations;
import dev.crossfade.rollout.signals.StageKey;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one Prometheus for what gateways counted, and whether it has come by at all of them.
 *
 * <p>Counts are read as they stood last within a window ({@code last_over_time}), process by
 * process, and never by {@code increase}, which extrapolates. The first reading of a stage goes
 * back to its beginning in windows, each cheap enough for Prometheus; later ones only to the
 * reading before.
 */
record FleetReader(Telemetry.Evidence settings, Fetch fetch) {
  /** What one query may look back: hours of all series of a unit, but not weeks. */
  private static final Duration LONGEST = Duration.ofHours(6);

  /** For clocks that differ, and for what was still under way. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private static final String COUNTS =
      "max by (gateway, arm, of, name, what) (last_over_time(%s{unit=\"%s\",stage=\"%s\"}[%ds]))";
  private static final String VISITORS =
      "max by (gateway, word) (last_over_time(%s{unit=\"%s\",stage=\"%s\"}[%ds]))";
  private static final String READ_AT =
      "max by (gateway) (timestamp(" + EvidenceText.GATEWAY + "))";
  private static final String DOWN =
      "max by (instance) (up == 0 and on (job, instance) last_over_time("
          + EvidenceText.GATEWAY
          + "[1d]))";

  /**
   * Adds what there is to what was read before.
   *
   * @param since the last reading; null: there was none
   */
  void read(String unit, StageKey stage, @Nullable Instant since, Instant now, EvidenceLedger into)
      throws NoAnswer, InterruptedException {
    Instant begin = (since == null ? stage.since() : since).minus(MARGIN);
    for (Instant end = begin.plus(LONGEST); end.isBefore(now); end = end.plus(LONGEST)) {
      counts(unit, stage, LONGEST.plus(MARGIN), end, into);
      begin = end.minus(MARGIN);
    }
    counts(unit, stage, window(begin, now), null, into);
  }

  /** The same of the sample of visitors. */
  void readVisitors(
      String unit, StageKey stage, @Nullable Instant since, Instant now, EvidenceLedger into)
      throws NoAnswer, InterruptedException {
    Instant begin = (since == null ? stage.since() : since).minus(MARGIN);
    for (Instant end = begin.plus(LONGEST); end.isBefore(now); end = end.plus(LONGEST)) {
      visitors(unit, stage, LONGEST.plus(MARGIN), end, into);
      begin = end.minus(MARGIN);
    }
    visitors(unit, stage, window(begin, now), null, into);
  }

  private Duration window(Instant begin, Instant now) {
    return Duration.between(begin, now).plus(MARGIN).plus(settings.staleAfter());
  }

  private void counts(
      String unit, StageKey stage, Duration window, @Nullable Instant at, EvidenceLedger into)
      throws NoAnswer, InterruptedException {
    ask(query(COUNTS, EvidenceText.COUNTS, unit, stage, window), at, into::take);
  }

  private void visitors(
      String unit, StageKey stage, Duration window, @Nullable Instant at, EvidenceLedger into)
      throws NoAnswer, InterruptedException {
    ask(query(VISITORS, EvidenceText.VISITORS, unit, stage, window), at, into::takeVisitors);
  }

  private static String query(
      String form, String metric, String unit, StageKey stage, Duration window) {
    return form.formatted(metric, EvidenceText.escaped(unit), stage, window.toSeconds());
  }

  /**
   * How old the oldest part of what can be read is.
   *
   * @param expected processes that must be part of it
   * @throws NoAnswer also if what can be read is not what all gateways counted
   */
  Duration age(Set<String> expected) throws NoAnswer, InterruptedException {
    Set<String> down = new TreeSet<>();
    ask(DOWN, null, (series, _) -> down.add(Excerpt.of(series.label("instance"))));
    if (!down.isEmpty()) {
      throw new NoAnswer(
          "Prometheus cannot reach the gateway at " + String.join(", ", down) + " (up is 0)");
    }
    Map<String, Double> ages = new TreeMap<>();
    ask(
        READ_AT,
        null,
        (series, _) -> ages.put(series.label("gateway"), series.time() - series.value()));
    for (String gateway : new TreeSet<>(expected)) {
      if (!ages.containsKey(gateway)) {
        throw new NoAnswer("Prometheus does not scrape the gateway " + gateway);
      }
    }
    Duration oldest = Duration.ZERO;
    for (Map.Entry<String, Double> gateway : ages.entrySet()) {
      Duration age = Duration.ofMillis(Math.max(0, Math.round(gateway.getValue() * 1_000)));
      if (age.compareTo(settings.staleAfter()) > 0) {
        throw new NoAnswer(
            "Prometheus last read the gateway %s %d s ago (expected: within %s)"
                .formatted(
                    Excerpt.of(gateway.getKey()),
                    age.toSeconds(),
                    Durations.print(settings.staleAfter())));
      }
      oldest = age.compareTo(oldest) > 0 ? age : oldest;
    }
    return oldest;
  }

  /** Takes a series of an answer that came from somewhere. */
  @FunctionalInterface
  private interface Taker {
    void take(Series series, String where) throws NoAnswer;
  }

  private void ask(String query, @Nullable Instant at, Taker taker)
      throws NoAnswer, InterruptedException {
    Call asked = call(query, at);
    FutureTask<String> answer =
        new FutureTask<>(
            () ->
                fetch.list(
                    asked,
                    (call, _, body) -> {
                      Series.read(call, body, series -> taker.take(series, call.where()));
                      return query;
                    }));
    within(settings.timeout(), answer);
  }

  /** The deadline is for the last byte; whoever is late is not waited for. */
  private static void within(Duration timeout, FutureTask<?> answer)
      throws NoAnswer, InterruptedException {
    Thread worker = Thread.ofVirtual().name("fleet-evidence-asks").start(answer);
    try {
      answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NoAnswer("Prometheus gave no answer within " + Durations.print(timeout), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof NoAnswer none) {
        throw none;
      }
      // Only its name: what it says may quote a URL, with all that is secret in it.
      throw new NoAnswer(
          "Prometheus could not be asked: " + String.valueOf(e.getCause()).replaceFirst(":.*", ""),
          e);
    } finally {
      worker.interrupt();
      worker.join(); // the ledger has one reader at a time
    }
  }

  private Call call(String query, @Nullable Instant at) throws NoAnswer {
    String base = settings.prometheus().toString().replaceFirst("[?#].*", "");
    String form = "query=" + URLEncoder.encode(query, UTF_8);
    if (at != null) {
      form += "&time=" + at.getEpochSecond();
    }
    // Asked for rather than posted: a connection that was closed meanwhile is then tried again.
    return Call.get(URI.create(base.replaceFirst("/+$", "") + "/api/v1/query?" + form))
        .by(authorization());
  }

  private @Nullable String authorization() {
    String password = settings.password();
    if (settings.bearer() != null) {
      return "Bearer " + settings.bearer();
    }
    return settings.user() == null
        ? null
        : Call.basic(settings.user() + ":" + (password == null ? "" : password));
  }
}
